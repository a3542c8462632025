-- A form that is open and the clinic's to sign; somebody who works there; a reason. Who named them is the login's name.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.judge_naming() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
REVOKE ALL ON FUNCTION public.judge_naming FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.judge_naming TO restartix_owner;
