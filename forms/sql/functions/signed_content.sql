-- What a signature seals, as one value: the text and its version, every answer (private ones too), who, how, when, from
-- where. jsonb writes itself in one way only, so that the same facts give the same text, and the same hash, for ever.
-- With it, the naming under which it was given. A signature of before has none of it: its text, and
-- so its hash, stays as it was.
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
        || CASE WHEN form.witness_id IS NULL THEN '{}'
                ELSE jsonb_build_object('witness', form.witness_id, 'in_presence_of', form.witness_name) END
        || CASE WHEN form.signer_relationship = '' THEN '{}'
                ELSE jsonb_build_object('relationship', form.signer_relationship) END
$$;
REVOKE ALL ON FUNCTION public.signed_content FROM PUBLIC, restartix_app, restartix_worker;
