-- How the clinic reached this visit's person before the visit came: their own login, the last contact that stood for
-- them, else a guardian who may fill in their forms; and their phone.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.contact_on_record(visit bigint) RETURNS TABLE (email text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(u.email, earlier.email, guardian.email, '')::text, p.phone::text
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    LEFT JOIN public.identity_user u ON u.id = p.user_id
    LEFT JOIN LATERAL (
        SELECT lower(b.contact_email) AS email FROM public.appointments_appointment b
        LEFT JOIN public.identity_user c ON c.email = lower(b.contact_email)
        WHERE b.patient_person_id = a.patient_person_id AND b.organisation_id = a.organisation_id AND b.id < a.id
          AND b.contact_email <> '' AND b.deleted_at IS NULL
          AND (b.made_person AND b.booked_as_id = b.patient_person_id OR EXISTS (
               SELECT 1 FROM public.appointments_identityproof r WHERE r.appointment_id = b.id AND NOT r.by_browser
                 AND r.person_id = b.patient_person_id AND r.email = lower(b.contact_email)))
          AND coalesce('forms' = ANY (public.guardian_rights(a.organisation_id, c.id, a.patient_person_id)), true)
        ORDER BY b.id DESC LIMIT 1) earlier ON true
    LEFT JOIN LATERAL (
        SELECT c.email FROM public.patients_guardianship g JOIN public.identity_user c ON c.id = g.user_id
        WHERE g.person_id = p.id AND g.organisation_id = a.organisation_id AND c.is_active
          AND 'forms' = ANY (g.rights) AND public.is_in_force(g, p.birth_date)
        ORDER BY g.valid_from LIMIT 1) guardian ON true
    WHERE a.id = visit
$$;
REVOKE ALL ON FUNCTION public.contact_on_record FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.contact_on_record TO restartix_worker;
