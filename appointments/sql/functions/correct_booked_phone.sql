-- Whoever booked puts their number right, while the visit is ahead. What they typed changes, never an older record: by
-- a link not even a record of their own, once it has a login. It wants the right to book.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.correct_booked_phone(visit bigint, said text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    typed uuid;
BEGIN
    SELECT a.booked_as_id INTO typed FROM public.appointments_appointment a
    JOIN public.patients_patientperson p ON p.id = a.booked_as_id
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
      AND a.status IN ('booked', 'upcoming', 'confirmed')
      AND (p.user_id IS NULL OR p.user_id = public.current_user_id())
      AND (a.id = public.current_link_appointment_id() AND 'book' = ANY (public.current_link_rights())
           OR a.patient_person_id IN (SELECT public.current_user_person_ids('book')));
    IF typed IS NULL THEN RETURN false; END IF;
    UPDATE public.patients_patientperson SET phone = said WHERE id = typed;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION public.correct_booked_phone FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.correct_booked_phone TO restartix_app;
