-- What a proof is about is the database's to say: the record, its login and the link's address of this moment.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.fill_identity_proof() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT a.organisation_id, a.patient_person_id, p.user_id INTO NEW.organisation_id, NEW.person_id, NEW.login_id
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    WHERE a.id = NEW.appointment_id;
    NEW.email := public.visit_address(NEW.appointment_id);
    NEW.at := now();
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.fill_identity_proof FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.fill_identity_proof TO restartix_owner;
