-- Does this booking make its person? Judged when it comes, since later visits and records follow it.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.note_made_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.made_person := NEW.booked_as_id = NEW.patient_person_id
        AND NOT EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.patient_person_id = NEW.patient_person_id)
        AND (session_user = 'restartix_owner'
             OR NOT EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = NEW.patient_person_id));
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.note_made_person FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.note_made_person TO restartix_owner;
