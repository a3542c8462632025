-- Confirmed by the code that was sent there, on the patient's side; or at the desk, by staff who steer the visit.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.confirm_phone(visit bigint, said text, by_what text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    person uuid;
BEGIN
    SELECT a.patient_person_id INTO person FROM public.appointments_appointment a
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
      AND CASE by_what
          WHEN 'code' THEN a.onboarded_at IS NOT NULL AND (a.id = public.current_link_appointment_id()
              OR a.patient_person_id IN (SELECT public.current_user_patient_person_ids()))
          WHEN 'desk' THEN a.organisation_id IN (SELECT public.current_admin_organisation_ids())
              OR a.specialist_id IN (SELECT public.current_specialist_ids())
          ELSE false END;
    IF person IS NULL OR said = '' THEN RETURN false; END IF;
    INSERT INTO public.patients_confirmedphone
        (id, organisation_id, person_id, appointment_id, phone, how, confirmed_at, confirmed_by_id)
    VALUES (gen_random_uuid(), public.current_organisation_id(), person, visit, said, by_what, now(), public.current_user_id());
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION public.confirm_phone FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.confirm_phone TO restartix_app;
