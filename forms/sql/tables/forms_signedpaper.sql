-- One of the two other ways in which a form is settled: signed on paper, the paper attached.

ALTER TABLE public.forms_signedpaper ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_signedpaper FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON public.forms_signedpaper TO restartix_app;
GRANT SELECT ON public.forms_signedpaper TO restartix_worker, restartix_lookup;

CALL public.set_constraint('public.forms_signedpaper', 'paper_is_small',
    'CHECK (octet_length(content) <= 5242880)');
CALL public.set_constraint('public.forms_signedpaper', 'within_forms_signedpaper_form_id',
    'FOREIGN KEY (organisation_id, form_id) REFERENCES public.forms_form(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_signedpaper;
CREATE POLICY owner_maintains ON public.forms_signedpaper TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

-- The paper is a result: whoever may read those of the person reads it, until it is taken back.
DROP POLICY IF EXISTS results ON public.forms_signedpaper;
CREATE POLICY results ON public.forms_signedpaper FOR SELECT TO restartix_app
    USING (withdrawn_at IS NULL AND organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_signedpaper.form_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('results')))));

DROP POLICY IF EXISTS staff_of_the_visit ON public.forms_signedpaper;
CREATE POLICY staff_of_the_visit ON public.forms_signedpaper TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_signedpaper.form_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS lookup_reads ON public.forms_signedpaper;
CREATE POLICY lookup_reads ON public.forms_signedpaper FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.forms_signedpaper;
CREATE POLICY worker_of_the_clinic ON public.forms_signedpaper TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_signedpaper
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER form_can_be_settled BEFORE INSERT OR UPDATE ON public.forms_signedpaper
    FOR EACH ROW EXECUTE FUNCTION public.judge_settling();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_signedpaper
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
