-- A patient signs at the clinic: for a while, whoever holds the token fills in and signs one visit's patient forms, in the
-- presence of the member who opened it. The token takes the place of a private link's: its hash is what the scope says.
CALL public.guard('public.forms_clinicsigning');
CALL public.audit('public.forms_clinicsigning');
CALL public.show_to_lookup('public.forms_clinicsigning');
GRANT SELECT, INSERT, UPDATE (used_at, ended_at) ON public.forms_clinicsigning TO restartix_app;
ALTER TABLE public.forms_clinicsigning ADD CONSTRAINT within_forms_clinicsigning_appointment_id
    FOREIGN KEY (organisation_id, appointment_id)
    REFERENCES public.appointments_appointment (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_clinicsigning
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Live: not ended, not past its time, used in the last ten minutes, its visit open, and its opener still one who may read
-- the visit's forms: an admin of the clinic or the visit's specialist. So the page shows nothing that they may not read.
CREATE FUNCTION public.current_clinic_signing() RETURNS SETOF public.forms_clinicsigning LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.* FROM public.forms_clinicsigning s JOIN public.appointments_appointment a ON a.id = s.appointment_id
    WHERE s.token_hash = public.current_link_hash() AND s.organisation_id = public.current_organisation_id()
      AND s.ended_at IS NULL AND s.expires_at > now()
      AND CASE WHEN s.is_elsewhere AND s.used_at IS NULL THEN true
               ELSE coalesce(s.used_at, s.opened_at) > now() - interval '10 minutes' END
      AND a.status IN ('upcoming', 'confirmed', 'inprogress') AND a.deleted_at IS NULL
      AND EXISTS (
          SELECT 1 FROM public.organisations_member m JOIN public.identity_user u ON u.id = m.user_id
          LEFT JOIN public.appointments_specialist d ON d.member_id = m.id
          WHERE m.user_id = s.opened_by_id AND m.organisation_id = s.organisation_id AND m.ended_at IS NULL AND u.is_active
            AND (m.role = 'admin' OR d.id = a.specialist_id))
$$;
CALL public.belongs_to_lookup('public.current_clinic_signing()', 'restartix_app');
CREATE FUNCTION public.current_clinic_signing_visit_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT s.appointment_id FROM public.current_clinic_signing() s $$;
CALL public.belongs_to_lookup('public.current_clinic_signing_visit_id()', 'restartix_app');
-- By the visit's own link hash, which the indexes of visits hold; a comparison with its id would make every list slower.
CREATE FUNCTION public.current_clinic_signing_link_hash() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.link_hash::text FROM public.appointments_appointment a
    WHERE public.current_link_hash() IS NOT NULL AND a.id = public.current_clinic_signing_visit_id()
$$;
CALL public.belongs_to_lookup('public.current_clinic_signing_link_hash()', 'restartix_app');

CREATE POLICY staff_of_the_visit ON public.forms_clinicsigning TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_clinicsigning.appointment_id AND a.organisation_id = forms_clinicsigning.organisation_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));
CREATE POLICY holder_uses ON public.forms_clinicsigning FOR UPDATE TO restartix_app
    USING (token_hash = (SELECT public.current_link_hash()) AND id = (SELECT s.id FROM public.current_clinic_signing() s))
    WITH CHECK (token_hash = (SELECT public.current_link_hash()));
CREATE POLICY holder_reads ON public.forms_clinicsigning FOR SELECT TO restartix_app
    USING (token_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id()));

-- Opened by the login in scope, from now on, for half an hour elsewhere; and once ended, over.
CREATE FUNCTION public.judge_clinic_signing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF session_user <> 'restartix_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
            RAISE EXCEPTION 'it is over' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ended_is_over';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.opened_by_id IS DISTINCT FROM public.current_user_id() OR NEW.ended_at IS NOT NULL OR NEW.used_at IS NOT NULL THEN
        RAISE EXCEPTION 'opened by who asks' USING ERRCODE = 'check_violation', CONSTRAINT = 'opened_by_who_asks';
    END IF;
    NEW.opener_name := (SELECT coalesce(nullif(u.name, ''), u.email) FROM public.identity_user u WHERE u.id = NEW.opened_by_id);
    NEW.opened_at := now();
    NEW.expires_at := now() + CASE WHEN NEW.is_elsewhere THEN interval '30 minutes' ELSE interval '12 hours' END;
    RETURN NEW;
END $$;
CALL public.belongs_to_lookup('public.judge_clinic_signing()', 'restartix_owner');
CREATE TRIGGER opened_by_who_asks BEFORE INSERT OR UPDATE ON public.forms_clinicsigning
    FOR EACH ROW EXECUTE FUNCTION public.judge_clinic_signing();

CREATE POLICY at_the_clinic ON public.appointments_appointment FOR SELECT TO restartix_app
    USING (link_hash = (SELECT public.current_clinic_signing_link_hash()) AND organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY at_the_clinic ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE a.patient_person_id = patients_patientperson.id
                     AND a.link_hash = (SELECT public.current_clinic_signing_link_hash())));
CREATE POLICY at_the_clinic_reads ON public.forms_form FOR SELECT TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = (SELECT public.current_clinic_signing_visit_id()));
CREATE POLICY at_the_clinic_fills_in ON public.forms_form FOR UPDATE TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = (SELECT public.current_clinic_signing_visit_id()));

GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
-- By whom a patient's form is signed: the private link, a login with that right, or the patient at the clinic.
CREATE OR REPLACE FUNCTION public.may_sign_for_patient(form public.forms_form) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(form.appointment_id = public.current_link_appointment_id(), false)
        OR coalesce(form.appointment_id = public.current_clinic_signing_visit_id(), false) OR EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.patient_person_id IN (SELECT public.current_user_person_ids('forms')))
$$;
CREATE OR REPLACE FUNCTION public.signed_content(form public.forms_form) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
        'form', form.id, 'replaces', form.replaces_id, 'appointment', form.appointment_id,
        'template', form.template_id, 'version', form.template_version, 'name', form.name, 'type', form.type,
        'text', form.snapshot,
        'answers', form.answers || coalesce(
            (SELECT p.answers FROM public.forms_privateanswers p WHERE p.form_id = form.id), '{}'),
        'signer', form.signer_name, 'login', form.signed_by_id, 'how', form.signed_how, 'signature', form.signature,
        'at', to_char(form.signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'from', form.signed_from)
        || coalesce((
            SELECT jsonb_build_object('named', jsonb_build_object(
                'by', n.named_by_id, 'name', n.namer_name, 'specialist', n.specialist_id, 'why', n.reason))
            FROM public.forms_namedsigner n WHERE n.id = form.named_signer_id), '{}')
        || CASE WHEN form.witness_id IS NULL THEN '{}'
                ELSE jsonb_build_object('witness', form.witness_id, 'in_presence_of', form.witness_name) END
        || CASE WHEN form.signer_relationship = '' THEN '{}'
                ELSE jsonb_build_object('relationship', form.signer_relationship) END
$$;
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
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;

-- A consent says in whose presence it was given, and by whom for a child, as its form does.
CREATE OR REPLACE FUNCTION public.check_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
                   WHERE f.id = NEW.form_id AND f.status = 'signed' AND f.organisation_id = NEW.organisation_id
                     AND a.patient_person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'no such person here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'person_known_here';
    END IF;
    SELECT f.witness_name, f.signer_relationship INTO NEW.witness_name, NEW.signer_relationship
    FROM public.forms_form f WHERE f.id = NEW.form_id;
    RETURN NEW;
END $$;
