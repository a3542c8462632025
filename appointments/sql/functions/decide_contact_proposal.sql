-- Staff put what a form proposes on record, or dismiss it. Another clinic's person, and a profile that isn't shared, are
-- not theirs to change. A new number counts for the visits ahead too.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.decide_contact_proposal(proposal uuid, accepts boolean) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told public.patients_contactproposal;
    is_ours boolean;
    is_shared boolean;
BEGIN
    SELECT * INTO told FROM public.patients_contactproposal c
    WHERE c.id = proposal AND c.outcome = '' AND c.organisation_id = public.current_organisation_id()
      AND (c.organisation_id IN (SELECT public.current_admin_organisation_ids())
           OR EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = c.appointment_id
                      AND a.specialist_id IN (SELECT public.current_specialist_ids())))
    FOR UPDATE;
    IF told.id IS NULL THEN RETURN false; END IF;
    IF accepts THEN
        SELECT p.made_by_id = told.organisation_id INTO is_ours
        FROM public.patients_patientperson p WHERE p.id = told.person_id;
        is_shared := EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = told.person_id
                             AND l.organisation_id = told.organisation_id AND l.is_shared);
        PERFORM set_config('app.visit_id', told.appointment_id::text, true);
        IF told.attribute = 'phone' AND is_ours THEN
            UPDATE public.patients_patientperson SET phone = told.value
            WHERE id = told.person_id OR id IN (
                SELECT a.booked_as_id FROM public.appointments_appointment a
                WHERE a.patient_person_id = told.person_id AND a.organisation_id = told.organisation_id
                  AND a.status IN ('booked', 'upcoming', 'confirmed', 'inprogress'));
        ELSIF told.attribute IN ('emergency_contact', 'emergency_phone') AND is_shared THEN
            UPDATE public.patients_patientprofile SET
                emergency_contact = CASE told.attribute WHEN 'emergency_contact' THEN told.value ELSE emergency_contact END,
                emergency_phone = CASE told.attribute WHEN 'emergency_phone' THEN told.value ELSE emergency_phone END,
                updated_at = now()
            WHERE person_id = told.person_id;
        ELSE
            PERFORM set_config('app.visit_id', '', true);
            RETURN false;
        END IF;
        PERFORM set_config('app.visit_id', '', true);
    END IF;
    UPDATE public.patients_contactproposal
    SET outcome = CASE WHEN accepts THEN 'accepted' ELSE 'dismissed' END, decided_at = now(),
        decided_by_id = public.current_user_id()
    WHERE id = told.id;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION public.decide_contact_proposal FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.decide_contact_proposal TO restartix_app;
