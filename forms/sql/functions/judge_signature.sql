-- Refuses what is no signature, what is not answered, and whose it isn't to sign.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.judge_signature(form public.forms_form, is_new boolean) RETURNS void LANGUAGE plpgsql STABLE
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
REVOKE ALL ON FUNCTION public.judge_signature FROM PUBLIC, restartix_app, restartix_worker;
