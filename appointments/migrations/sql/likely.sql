-- Who a booking may be of: people this clinic has taken on and the asker may see, by address, phone, or name and birth.
CREATE FUNCTION public.likely_persons(visit bigint) RETURNS TABLE (person_id uuid, same text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH asked AS (
        SELECT a.id, a.organisation_id AS clinic, a.booked_as_id, lower(a.contact_email) AS email, p.phone,
               lower(p.name) AS name, p.birth_date,
               a.organisation_id IN (SELECT public.current_admin_organisation_ids()) AS sees_all
        FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.booked_as_id
        WHERE a.id = visit AND a.organisation_id = public.current_organisation_id()
          AND (a.organisation_id IN (SELECT public.current_admin_organisation_ids())
               OR a.specialist_id IN (SELECT public.current_specialist_ids()))
    ), found AS (
        SELECT p.id, 'email' AS why FROM asked JOIN public.identity_user u ON u.email = asked.email
            JOIN public.patients_patientperson p ON p.user_id = u.id WHERE asked.email <> ''
        UNION
        SELECT g.person_id, 'email' FROM asked JOIN public.identity_user u ON u.email = asked.email
            JOIN public.patients_guardianship g ON g.user_id = u.id AND g.organisation_id = asked.clinic
                AND g.revoked_at IS NULL WHERE asked.email <> ''
        UNION
        SELECT a.patient_person_id, 'email' FROM asked JOIN public.appointments_appointment a
            ON a.organisation_id = asked.clinic AND lower(a.contact_email) = asked.email WHERE asked.email <> ''
        UNION
        SELECT p.id, 'phone' FROM asked JOIN public.patients_patientperson p ON p.phone = asked.phone
            WHERE asked.phone <> ''
        UNION
        SELECT p.id, 'birth' FROM asked JOIN public.patients_patientperson p
            ON lower(p.name) = asked.name AND p.birth_date = asked.birth_date
    )
    SELECT f.id, array_agg(f.why ORDER BY f.why) FROM asked
    JOIN found f ON f.id <> asked.booked_as_id
    JOIN public.patients_patient l ON l.organisation_id = asked.clinic AND l.person_id = f.id
    WHERE asked.sees_all OR EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.patient_person_id = f.id AND a.specialist_id IN (SELECT public.current_specialist_ids()))
    GROUP BY f.id ORDER BY count(*) DESC, f.id LIMIT 6
$$;
CALL public.belongs_to_lookup('public.likely_persons(bigint)', 'restartix_app');

-- Who booked stays as typed, and whose visit it is is settled once: when the clinic takes the booking on.
CREATE FUNCTION public.keep_who_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'restartix_owner' AND (NEW.booked_as_id <> OLD.booked_as_id OR NEW.booked_by <> OLD.booked_by
        OR NEW.patient_person_id <> OLD.patient_person_id AND NOT (OLD.status = 'booked' AND NEW.status = 'upcoming')) THEN
        RAISE EXCEPTION 'whose visit it is was settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER who_booked_is_kept BEFORE UPDATE OF patient_person_id, booked_as_id, booked_by
    ON public.appointments_appointment FOR EACH ROW EXECUTE FUNCTION public.keep_who_booked();
