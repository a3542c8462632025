-- What a signature seals, as one value: the text and its version, every answer (private ones too), who, how, when, from
-- where. jsonb writes itself in one way only, so that the same facts give the same text, and the same hash, for ever.
CALL public.show_to_lookup('public.forms_form');
CALL public.show_to_lookup('public.forms_privateanswers');

CREATE FUNCTION public.signed_content(form public.forms_form) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object(
        'form', form.id, 'replaces', form.replaces_id, 'appointment', form.appointment_id,
        'template', form.template_id, 'version', form.template_version, 'name', form.name, 'type', form.type,
        'text', form.snapshot,
        'answers', form.answers || coalesce(
            (SELECT p.answers FROM public.forms_privateanswers p WHERE p.form_id = form.id), '{}'),
        'signer', form.signer_name, 'login', form.signed_by_id, 'how', form.signed_how, 'signature', form.signature,
        'at', to_char(form.signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'from', form.signed_from)
$$;
CALL public.belongs_to_lookup('public.signed_content(public.forms_form)', 'restartix_lookup');

CREATE FUNCTION public.signed_hash(form public.forms_form) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(public.signed_content(form)::text, 'UTF8')), 'hex')
$$;
CALL public.belongs_to_lookup('public.signed_hash(public.forms_form)', 'restartix_owner');

-- The database seals: it refuses what is not a signature, and writes the hash itself.
CREATE FUNCTION public.seal_form() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
    IF session_user = 'restartix_app' AND (
        TG_OP = 'INSERT' OR NEW.signer_name = '' OR NEW.signed_how = ''
        OR NEW.signed_by_id IS DISTINCT FROM public.current_user_id()
        OR NEW.signed_at IS NULL OR NEW.signed_at NOT BETWEEN now() - interval '10 minutes' AND now() + interval '10 minutes'
        OR (NEW.signing = 'drawn' AND NEW.signed_how NOT IN ('drawn', 'typed'))
        OR (NEW.signed_how = 'drawn' AND NEW.signature = '')
    ) THEN
        RAISE EXCEPTION 'this is no signature' USING ERRCODE = 'check_violation', CONSTRAINT = 'signature_is_whole';
    END IF;
    IF session_user = 'restartix_app' AND EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.snapshot) asked
        WHERE (asked ->> 'required')::boolean AND coalesce(asked -> 'shown_when', 'null') = 'null'
          AND NOT public.signed_content(NEW) -> 'answers' ? (asked ->> 'id')
    ) THEN
        RAISE EXCEPTION 'a required question is not answered' USING ERRCODE = 'check_violation', CONSTRAINT = 'signed_is_complete';
    END IF;
    NEW.content_hash := public.signed_hash(NEW);
    RETURN NEW;
END $$;
CALL public.belongs_to_lookup('public.seal_form()', 'restartix_owner');
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE ON public.forms_form
    FOR EACH ROW EXECUTE FUNCTION public.seal_form();

-- What was asked is frozen while it is answered; signed, all of it is, and nothing is added beside it.
CREATE OR REPLACE FUNCTION public.keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'signed' THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.organisation_id, NEW.appointment_id, NEW.template_id, NEW.template_version, NEW.name,
            NEW.type, NEW.filled_by, NEW.signing, NEW.snapshot, NEW.is_prefilled, NEW.replaces_id, NEW.correction_reason)
        IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.appointment_id, OLD.template_id, OLD.template_version, OLD.name,
            OLD.type, OLD.filled_by, OLD.signing, OLD.snapshot, OLD.is_prefilled, OLD.replaces_id, OLD.correction_reason) THEN
        RAISE EXCEPTION 'what was asked is frozen' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE OR REPLACE FUNCTION public.keep_signed_private() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.forms_form f WHERE f.status = 'signed'
               AND f.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.form_id ELSE OLD.form_id END) THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER nothing_beside_signed BEFORE INSERT ON public.forms_privateanswers
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed_private();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_form
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_privateanswers
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_consent
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Private answers are for who steers the visit; that a form can be seen is not enough, its patient may be staff too.
DROP POLICY staff_of_the_visit ON public.forms_privateanswers;
CREATE POLICY staff_of_the_visit ON public.forms_privateanswers TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_privateanswers.form_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));
CALL public.show_to_worker('public.forms_privateanswers', 'SELECT');

-- Papers: made once by the worker, read by whoever may read the form; the clinic's own copy by who steers the visit.
CALL public.guard('public.forms_document');
CALL public.audit('public.forms_document');
CALL public.show_to_lookup('public.forms_document');
CALL public.show_to_worker('public.forms_document', 'SELECT, INSERT');
GRANT SELECT ON public.forms_document TO restartix_app;
CREATE POLICY with_its_form ON public.forms_document FOR SELECT TO restartix_app
    USING (is_for_patient AND organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_document.form_id));
CREATE POLICY staff_of_the_visit ON public.forms_document FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_document.form_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));
ALTER TABLE public.forms_document ADD CONSTRAINT within_forms_document_form_id FOREIGN KEY (organisation_id, form_id)
    REFERENCES public.forms_form (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE;
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_document
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_document
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

-- Anyone who holds a signed page may ask whether it stands: by its form and hash, or by the file itself.
CREATE FUNCTION public.check_signature(asked uuid, said text)
RETURNS TABLE (kind text, signed_at timestamptz, is_intact boolean, replaced_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.type, f.signed_at, f.content_hash = public.signed_hash(f),
           (SELECT r.signed_at FROM public.forms_form r WHERE r.replaces_id = f.id AND r.status = 'signed')
    FROM public.forms_form f
    WHERE f.id = asked AND f.status = 'signed' AND length(said) >= 16 AND starts_with(f.content_hash, said)
      AND f.organisation_id = public.current_organisation_id()
$$;
CALL public.belongs_to_lookup('public.check_signature(uuid, text)', 'restartix_app');

CREATE FUNCTION public.check_document(said text) RETURNS TABLE (form uuid, hash text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.id, f.content_hash::text FROM public.forms_document d JOIN public.forms_form f ON f.id = d.form_id
    WHERE d.sha256 = said AND d.organisation_id = public.current_organisation_id()
$$;
CALL public.belongs_to_lookup('public.check_document(text)', 'restartix_app');

-- Over the whole database, for the owner's command: signed forms that no longer hash to what was signed, consents
-- whose text is another, papers whose bytes are others.
CREATE FUNCTION public.broken_seals() RETURNS TABLE (what text, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'form', f.id FROM public.forms_form f
    WHERE f.status = 'signed' AND f.content_hash IS DISTINCT FROM public.signed_hash(f)
    UNION ALL
    SELECT 'consent', c.id FROM public.forms_consent c
    WHERE c.text_hash IS DISTINCT FROM encode(sha256(convert_to(c.text, 'UTF8')), 'hex')
    UNION ALL
    SELECT 'document', d.id FROM public.forms_document d WHERE d.sha256 IS DISTINCT FROM encode(sha256(d.content), 'hex')
$$;
CALL public.show_to_lookup('public.forms_consent');
CALL public.belongs_to_lookup('public.broken_seals()', 'restartix_owner');

-- A patient's own hand makes no forms but corrections of what they signed themselves, on visits that are theirs.
ALTER POLICY patient ON public.forms_form WITH CHECK (filled_by = 'patient' AND EXISTS (
    SELECT 1 FROM public.appointments_appointment a
    WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
      AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))));
