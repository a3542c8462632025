-- Who booked stays as typed, and whose visit it is is settled when the clinic takes the booking on. Staff may still say
-- that it is somebody else's, until one of its forms is signed, on the page or on paper; its links end with that.
CREATE OR REPLACE FUNCTION public.keep_who_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    IF current_user = 'restartix_app' AND NEW.patient_person_id <> OLD.patient_person_id THEN
        IF NEW.link_hash <> OLD.link_hash AND NEW.booked_as_id IN (OLD.booked_as_id, NEW.patient_person_id)
           AND NEW.organisation_id IN (SELECT public.current_member_organisation_ids())
           AND NOT EXISTS (SELECT 1 FROM public.forms_form f
                           WHERE f.appointment_id = OLD.id AND f.status IN ('signed', 'on_paper')) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF NEW.booked_as_id <> OLD.booked_as_id OR NEW.booked_by <> OLD.booked_by
        OR NEW.patient_person_id <> OLD.patient_person_id AND NOT (OLD.status = 'booked' AND NEW.status = 'upcoming') THEN
        RAISE EXCEPTION 'whose visit it is was settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;

-- What a visit's onboarding gave over its person, who turns out to be the wrong one: the guardianship, and the login of
-- whoever booked unless another visit or an invitation by the clinic speaks for it.
GRANT UPDATE (revoked_at) ON public.patients_guardianship TO restartix_lookup;
CREATE POLICY wrong_person_ends ON public.patients_guardianship FOR UPDATE TO restartix_lookup USING (true);
GRANT UPDATE (user_id) ON public.patients_patientperson TO restartix_lookup;
CREATE POLICY wrong_login_ends ON public.patients_patientperson FOR UPDATE TO restartix_lookup USING (true);
CALL public.show_to_lookup('public.patients_logininvitation');
CREATE FUNCTION public.end_what_visit_gave(visit bigint, gave uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
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
CALL public.belongs_to_lookup('public.end_what_visit_gave(bigint, uuid)', 'restartix_app');
