-- The database seals: it refuses what is not a signature or not theirs to give, and writes the hash itself.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.seal_form() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    corrected public.forms_form;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.replaces_id IS NOT NULL THEN
        SELECT * INTO corrected FROM public.forms_form f WHERE f.id = NEW.replaces_id;
        IF corrected.status IS DISTINCT FROM 'signed' OR corrected.appointment_id <> NEW.appointment_id
            OR corrected.template_id <> NEW.template_id OR corrected.filled_by <> NEW.filled_by THEN
            RAISE EXCEPTION 'a correction corrects a signed form of its visit'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_of_a_signed_form';
        END IF;
    END IF;
    IF NEW.status <> 'signed' OR (TG_OP = 'UPDATE' AND OLD.status = 'signed') THEN RETURN NEW; END IF;
    IF session_user = 'restartix_app' THEN
        PERFORM public.judge_signature(NEW, TG_OP = 'INSERT');
        NEW.named_signer_id := public.naming_used(NEW);
        SELECT s.opened_by_id, s.opener_name INTO NEW.witness_id, NEW.witness_name
        FROM public.current_clinic_signing() s WHERE s.appointment_id = NEW.appointment_id AND NEW.filled_by = 'patient';
        NEW.witness_name := coalesce(NEW.witness_name, '');
        IF NEW.witness_id IS NOT NULL AND btrim(NEW.signer_relationship) = '' AND EXISTS (
            SELECT 1 FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
            WHERE a.id = NEW.appointment_id AND p.birth_date + interval '18 years' > now() + interval '1 day') THEN
            RAISE EXCEPTION 'it is not said who signs for the child'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_is_whole';
        END IF;
    END IF;
    NEW.content_hash := public.signed_hash(NEW);
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.seal_form FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.seal_form TO restartix_owner;
