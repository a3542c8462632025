-- By whom a patient's form is signed: the private link of somebody who may, a login with that right, or the patient at the
-- clinic.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.may_sign_for_patient(form public.forms_form) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(form.appointment_id = public.current_link_forms_appointment_id(form.is_prefilled), false)
        OR coalesce(form.appointment_id = public.current_clinic_signing_visit_id(), false) OR EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.patient_person_id IN (SELECT public.current_user_person_ids('forms')))
$$;
REVOKE ALL ON FUNCTION public.may_sign_for_patient FROM PUBLIC, restartix_app, restartix_worker;
