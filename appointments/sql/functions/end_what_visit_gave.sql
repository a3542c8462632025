-- What a visit's onboarding gave over its person, who turns out to be the wrong one: the guardianship, and the login of
-- whoever booked unless another visit or an invitation by the clinic speaks for it.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.end_what_visit_gave(visit bigint, gave uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    a public.appointments_appointment;
BEGIN
    SELECT * INTO a FROM public.appointments_appointment v
    WHERE v.id = visit AND v.organisation_id = public.current_organisation_id()
      AND (v.organisation_id IN (SELECT public.current_admin_organisation_ids())
           OR v.specialist_id IN (SELECT public.current_specialist_ids()));
    IF NOT FOUND THEN RETURN; END IF;
    UPDATE public.patients_guardianship SET revoked_at = now()
    WHERE id = gave AND person_id = a.patient_person_id AND revoked_at IS NULL;
    UPDATE public.patients_patientperson p SET user_id = NULL
    FROM public.identity_user u
    WHERE p.id = a.patient_person_id AND u.id = p.user_id AND a.contact_email <> '' AND a.login_of = 'patient'
      AND a.onboarded_at IS NOT NULL AND u.email = lower(a.contact_email)
      AND NOT EXISTS (SELECT 1 FROM public.appointments_appointment o
                      WHERE o.patient_person_id = p.id AND o.id <> a.id AND lower(o.contact_email) = u.email)
      AND NOT EXISTS (SELECT 1 FROM public.patients_logininvitation i
                      WHERE i.person_id = p.id AND lower(i.email) = u.email AND cardinality(i.rights) = 0);
END $$;
REVOKE ALL ON FUNCTION public.end_what_visit_gave FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.end_what_visit_gave TO restartix_app;
