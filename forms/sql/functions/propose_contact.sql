SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.propose_contact(form public.forms_form, whose uuid, goes text, said text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    on_record text;
BEGIN
    SELECT CASE goes WHEN 'phone' THEN p.phone WHEN 'emergency_contact' THEN r.emergency_contact
                     WHEN 'emergency_phone' THEN r.emergency_phone END INTO on_record
    FROM public.patients_patientperson p LEFT JOIN public.patients_patientprofile r ON r.person_id = p.id
    WHERE p.id = whose;
    UPDATE public.patients_contactproposal SET outcome = 'replaced', decided_at = now()
    WHERE person_id = whose AND organisation_id = form.organisation_id AND attribute = goes AND outcome = '';
    IF coalesce(on_record, '') <> said THEN
        INSERT INTO public.patients_contactproposal
            (id, organisation_id, person_id, appointment_id, form_id, attribute, value, made_at, outcome)
        VALUES (gen_random_uuid(), form.organisation_id, whose, form.appointment_id, form.id, goes, said, now(), '');
    END IF;
END $$;
REVOKE ALL ON FUNCTION public.propose_contact FROM PUBLIC, restartix_app, restartix_worker;
