-- A patient signs at the clinic: for a while, whoever holds the token fills in and signs one visit's patient forms, in the
-- presence of the member who opened it. The token takes the place of a private link's: its hash is what the scope says.

ALTER TABLE public.forms_clinicsigning ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_clinicsigning FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE (used_at, ended_at) ON public.forms_clinicsigning TO restartix_app;
GRANT SELECT ON public.forms_clinicsigning TO restartix_lookup;

CALL public.set_constraint('public.forms_clinicsigning', 'within_forms_clinicsigning_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_clinicsigning;
CREATE POLICY owner_maintains ON public.forms_clinicsigning TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS holder_reads ON public.forms_clinicsigning;
CREATE POLICY holder_reads ON public.forms_clinicsigning FOR SELECT TO restartix_app
    USING (token_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS holder_uses ON public.forms_clinicsigning;
CREATE POLICY holder_uses ON public.forms_clinicsigning FOR UPDATE TO restartix_app
    USING (token_hash = (SELECT public.current_link_hash()) AND id = (SELECT s.id FROM public.current_clinic_signing() s))
    WITH CHECK (token_hash = (SELECT public.current_link_hash()));

DROP POLICY IF EXISTS staff_of_the_visit ON public.forms_clinicsigning;
CREATE POLICY staff_of_the_visit ON public.forms_clinicsigning TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_clinicsigning.appointment_id AND a.organisation_id = forms_clinicsigning.organisation_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS lookup_reads ON public.forms_clinicsigning;
CREATE POLICY lookup_reads ON public.forms_clinicsigning FOR SELECT TO restartix_lookup USING (true);

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_clinicsigning
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_clinicsigning
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER opened_by_who_asks BEFORE INSERT OR UPDATE ON public.forms_clinicsigning
    FOR EACH ROW EXECUTE FUNCTION public.judge_clinic_signing();
