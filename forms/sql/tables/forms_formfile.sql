-- Files follow their form: whoever sees it sees them; those of private questions only the staff of the visit.
-- The worker packs a person's archive, with the files that they put into forms.

ALTER TABLE public.forms_formfile ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_formfile FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.forms_formfile TO restartix_app;
GRANT SELECT ON public.forms_formfile TO restartix_worker;

CALL public.set_constraint('public.forms_formfile', 'file_is_small',
    'CHECK (octet_length(content) <= 5242880)');
CALL public.set_constraint('public.forms_formfile', 'forms_formfile_same_clinic',
    'FOREIGN KEY (organisation_id, form_id) REFERENCES public.forms_form(organisation_id, id)');

DROP POLICY IF EXISTS owner_maintains ON public.forms_formfile;
CREATE POLICY owner_maintains ON public.forms_formfile TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS named_signer ON public.forms_formfile;
CREATE POLICY named_signer ON public.forms_formfile TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND form_id = ANY (ARRAY(SELECT public.current_named_form_ids())));

DROP POLICY IF EXISTS staff_of_the_visit ON public.forms_formfile;
CREATE POLICY staff_of_the_visit ON public.forms_formfile TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_formfile.form_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS with_its_form ON public.forms_formfile;
CREATE POLICY with_its_form ON public.forms_formfile TO restartix_app
    USING (NOT is_private AND organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_formfile.form_id));

DROP POLICY IF EXISTS worker_of_the_clinic ON public.forms_formfile;
CREATE POLICY worker_of_the_clinic ON public.forms_formfile TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_formfile
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER signed_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON public.forms_formfile
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed_files();
