-- Who else signs a specialist's form: named by an admin, with a reason, form by form. Added only; the latest holds.
CALL public.guard('public.forms_namedsigner');
CALL public.audit('public.forms_namedsigner');
CALL public.show_to_lookup('public.forms_namedsigner');
CALL public.show_to_worker('public.forms_namedsigner', 'SELECT');
GRANT SELECT, INSERT ON public.forms_namedsigner TO restartix_app;
ALTER TABLE public.forms_namedsigner
    ADD CONSTRAINT within_forms_namedsigner_form_id FOREIGN KEY (organisation_id, form_id)
        REFERENCES public.forms_form (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE,
    ADD CONSTRAINT within_forms_namedsigner_specialist_id FOREIGN KEY (organisation_id, specialist_id)
        REFERENCES public.appointments_specialist (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE public.forms_form
    ADD CONSTRAINT within_forms_form_named_signer_id FOREIGN KEY (organisation_id, named_signer_id)
        REFERENCES public.forms_namedsigner (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE;
CREATE POLICY with_its_form ON public.forms_namedsigner FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_namedsigner.form_id));
CREATE POLICY admin_names ON public.forms_namedsigner FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids()))
                AND named_by_id = (SELECT public.current_user_id()));
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_namedsigner
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_namedsigner
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- A form that is open and the clinic's to sign; somebody who works there; a reason. Who named them is the login's name.
CREATE FUNCTION public.judge_naming() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF session_user <> 'restartix_app' THEN RETURN NEW; END IF;
    IF btrim(NEW.reason) = '' OR NOT EXISTS (
        SELECT 1 FROM public.forms_form f WHERE f.id = NEW.form_id AND f.organisation_id = NEW.organisation_id
          AND f.filled_by = 'specialist' AND f.type <> 'disclaimer' AND f.status IN ('pending', 'in_progress', 'completed')
    ) OR NOT EXISTS (
        SELECT 1 FROM public.appointments_specialist s JOIN public.organisations_member m ON m.id = s.member_id
        WHERE s.id = NEW.specialist_id AND s.organisation_id = NEW.organisation_id AND s.is_active AND m.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'nobody can be named to sign this' USING ERRCODE = 'check_violation', CONSTRAINT = 'signer_can_be_named';
    END IF;
    NEW.namer_name := coalesce((SELECT u.name FROM public.identity_user u WHERE u.id = public.current_user_id()), '');
    NEW.named_at := clock_timestamp();
    RETURN NEW;
END $$;
CALL public.belongs_to_lookup('public.judge_naming()', 'restartix_owner');
CREATE TRIGGER signer_can_be_named BEFORE INSERT ON public.forms_namedsigner
    FOR EACH ROW EXECUTE FUNCTION public.judge_naming();

-- The naming that holds for a form; none where it names the visit's own specialist, which takes earlier ones back.
CREATE FUNCTION public.naming_of(asked uuid) RETURNS TABLE (id uuid, specialist_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.id, n.specialist_id
    FROM (SELECT * FROM public.forms_namedsigner WHERE form_id = asked ORDER BY named_at DESC, id DESC LIMIT 1) n
    JOIN public.forms_form f ON f.id = n.form_id
    JOIN public.appointments_appointment a ON a.id = f.appointment_id
    WHERE a.specialist_id <> n.specialist_id
$$;
CALL public.belongs_to_lookup('public.naming_of(uuid)', 'restartix_lookup');

-- The forms that the current user was named to sign, each with the version that it corrects.
CREATE FUNCTION public.current_named_form_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
    SELECT unnest(ARRAY[f.id, f.replaces_id]) FROM public.forms_form f
    WHERE f.id IN (SELECT n.form_id FROM public.forms_namedsigner n
                   WHERE n.specialist_id IN (SELECT public.current_specialist_ids()))
      AND EXISTS (SELECT 1 FROM public.naming_of(f.id) n
                  WHERE n.specialist_id IN (SELECT public.current_specialist_ids()))
$$;
CALL public.belongs_to_lookup('public.current_named_form_ids()', 'restartix_app');

CREATE POLICY named_signer_reads ON public.forms_form FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND id = ANY (ARRAY(SELECT public.current_named_form_ids())));
CREATE POLICY named_signer_signs ON public.forms_form FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND status <> 'signed'
           AND id = ANY (ARRAY(SELECT public.current_named_form_ids())))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND id = ANY (ARRAY(SELECT public.current_named_form_ids())));
CREATE POLICY named_signer ON public.forms_privateanswers TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND form_id = ANY (ARRAY(SELECT public.current_named_form_ids())));
CREATE POLICY named_signer ON public.forms_formfile TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND form_id = ANY (ARRAY(SELECT public.current_named_form_ids())));
CREATE POLICY named_signer ON public.forms_document FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND form_id = ANY (ARRAY(SELECT public.current_named_form_ids())));
-- They don't see the visit itself, but what they sign is told in its story and put on paper.
CREATE FUNCTION public.current_named_visit_ids() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.appointment_id FROM public.forms_form f WHERE f.id IN (SELECT public.current_named_form_ids())
$$;
CALL public.belongs_to_lookup('public.current_named_visit_ids()', 'restartix_app');
CREATE POLICY told_by_the_named_signer ON public.organisations_event FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND actor_user_id = (SELECT public.current_user_id()) AND verb = 'signed'
                AND appointment_id = ANY (ARRAY(SELECT public.current_named_visit_ids())));
CREATE POLICY asked_by_the_named_signer ON public.effects_effect FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND kind = 'document' AND state = 'pending'
                AND attempts = 0 AND appointment_id = ANY (ARRAY(SELECT public.current_named_visit_ids())));

-- What a form that one was named for says of its visit: no more than stands at the head of the paper.
CREATE FUNCTION public.visit_to_sign(asked uuid)
RETURNS TABLE (id bigint, organisation_id bigint, status text, started_at timestamptz, ended_at timestamptz,
               specialist_id uuid, service_id uuid, person_id uuid, person_name text, birth_date date)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, a.organisation_id, a.status::text, a.started_at, a.ended_at, a.specialist_id, a.service_id,
           p.id, p.name::text, p.birth_date
    FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
    JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    WHERE f.id = asked AND f.id IN (SELECT public.current_named_form_ids())
$$;
CALL public.belongs_to_lookup('public.visit_to_sign(uuid)', 'restartix_app');

-- The name that a login signs with: the account's; where that has none, what the clinic calls the specialist.
CREATE FUNCTION public.current_signer_name() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(
        (SELECT nullif(btrim(u.name), '') FROM public.identity_user u WHERE u.id = public.current_user_id()),
        (SELECT s.display_name FROM public.appointments_specialist s
         WHERE s.id IN (SELECT public.current_specialist_ids()) ORDER BY s.id LIMIT 1))
$$;
CALL public.belongs_to_lookup('public.current_signer_name()', 'restartix_app');

-- May whoever is in scope sign this patient's form? By the visit's private link, or by a login with that right.
CREATE FUNCTION public.may_sign_for_patient(form public.forms_form) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(form.appointment_id = public.current_link_appointment_id(), false) OR EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.patient_person_id IN (SELECT public.current_user_person_ids('forms')))
$$;
CALL public.belongs_to_lookup('public.may_sign_for_patient(public.forms_form)', 'restartix_lookup');

-- May whoever is in scope sign this specialist's form? The visit's specialist, or who was named instead; under way or done.
CREATE FUNCTION public.may_sign_as_specialist(form public.forms_form) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.status IN ('inprogress', 'done')
          AND (a.specialist_id IN (SELECT public.current_specialist_ids())
               OR EXISTS (SELECT 1 FROM public.naming_of(form.id) n
                          WHERE n.specialist_id IN (SELECT public.current_specialist_ids()))))
$$;
CALL public.belongs_to_lookup('public.may_sign_as_specialist(public.forms_form)', 'restartix_lookup');

-- What a signature seals, with the naming under which it was given. A signature of before has none of it: its text, and
-- so its hash, stays as it was.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
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
$$;

-- The database seals: it refuses what is not a signature or not theirs to give, and writes the hash itself.
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
    END IF;
    NEW.content_hash := public.signed_hash(NEW);
    RETURN NEW;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;

-- The naming that a specialist's signature rests on; none where it is the visit's own specialist who signs.
CREATE FUNCTION public.naming_used(form public.forms_form) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.id FROM public.naming_of(form.id) n WHERE form.filled_by = 'specialist' AND NOT EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.specialist_id IN (SELECT public.current_specialist_ids()))
$$;
CALL public.belongs_to_lookup('public.naming_used(public.forms_form)', 'restartix_lookup');

-- Refuses what is no signature, what is not answered, and whose it isn't to sign.
CREATE FUNCTION public.judge_signature(form public.forms_form, is_new boolean) RETURNS void LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF is_new OR form.signer_name = '' OR form.signed_how = ''
        OR form.signed_by_id IS DISTINCT FROM public.current_user_id()
        OR form.signed_at IS NULL OR form.signed_at NOT BETWEEN now() - interval '10 minutes' AND now() + interval '10 minutes'
        OR (form.signing = 'drawn' AND form.signed_how NOT IN ('drawn', 'typed'))
        OR (form.signed_how = 'drawn' AND form.signature = '')
        OR (form.filled_by = 'specialist' AND form.signer_name IS DISTINCT FROM public.current_signer_name())
    THEN
        RAISE EXCEPTION 'this is no signature' USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_is_whole';
    END IF;
    IF (CASE form.filled_by WHEN 'specialist' THEN public.may_sign_as_specialist(form)
                            ELSE public.may_sign_for_patient(form) END) IS NOT TRUE THEN
        RAISE EXCEPTION 'this is not theirs to sign' USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_by_whose_it_is';
    END IF;
    IF EXISTS (
        SELECT 1 FROM jsonb_array_elements(form.snapshot) asked
        WHERE (asked ->> 'required')::boolean AND coalesce(asked -> 'shown_when', 'null') = 'null'
          AND NOT public.signed_content(form) -> 'answers' ? (asked ->> 'id')
    ) THEN
        RAISE EXCEPTION 'a required question is not answered' USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_is_complete';
    END IF;
END $$;
CALL public.belongs_to_lookup('public.judge_signature(public.forms_form, boolean)', 'restartix_lookup');
