CREATE OR REPLACE FUNCTION public.check_sharing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' THEN
    IF NOT public.may_share(NEW.organisation_id, NEW.person_id, TG_OP = 'INSERT') THEN
        RAISE EXCEPTION 'the person shares their profile' USING ERRCODE = 'check_violation', CONSTRAINT = 'sharing_is_theirs';
    END IF;
    END IF;
    RETURN NEW;
END $$;
