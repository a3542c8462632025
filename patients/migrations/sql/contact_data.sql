-- What signed forms say of how somebody is reached waits for the clinic's staff; which numbers their owners confirmed.
CALL public.guard('public.patients_contactproposal');
CALL public.audit('public.patients_contactproposal');
CALL public.show_to_lookup('public.patients_contactproposal');
GRANT SELECT ON public.patients_contactproposal TO restartix_app;
GRANT INSERT, UPDATE (outcome, decided_at, decided_by_id) ON public.patients_contactproposal TO restartix_lookup;
CREATE POLICY signing_proposes ON public.patients_contactproposal FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY staff_decide ON public.patients_contactproposal FOR UPDATE TO restartix_lookup USING (true);
CREATE POLICY staff_read ON public.patients_contactproposal FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = patients_contactproposal.person_id));

CALL public.guard('public.patients_confirmedphone');
CALL public.audit('public.patients_confirmedphone');
CALL public.show_to_lookup('public.patients_confirmedphone');
CALL public.show_to_worker('public.patients_confirmedphone', 'SELECT');
GRANT SELECT ON public.patients_confirmedphone TO restartix_app;
GRANT INSERT, UPDATE (ended_at) ON public.patients_confirmedphone TO restartix_lookup;
CREATE POLICY confirmed ON public.patients_confirmedphone FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY number_changed ON public.patients_confirmedphone FOR UPDATE TO restartix_lookup USING (true);
CREATE POLICY own_people ON public.patients_confirmedphone FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE POLICY staff_read ON public.patients_confirmedphone FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = patients_confirmedphone.person_id));

-- Once a number on record becomes another one, whoever has the old one gets no more text messages.
CREATE FUNCTION public.end_confirmation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.patients_confirmedphone SET ended_at = now()
    WHERE person_id = NEW.id AND phone = OLD.phone AND ended_at IS NULL;
    RETURN NULL;
END $$;
CALL public.belongs_to_lookup('public.end_confirmation()', 'restartix_owner');
CREATE TRIGGER confirmation_ends AFTER UPDATE OF phone ON public.patients_patientperson
    FOR EACH ROW WHEN (OLD.phone <> '' AND NEW.phone <> OLD.phone) EXECUTE FUNCTION public.end_confirmation();
