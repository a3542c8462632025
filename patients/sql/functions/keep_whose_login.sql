-- Whose login a person is, and which clinic made them, is not for the web to say: the worker links logins at onboarding.
-- (Else an admin could make themselves the patient, and so read a profile that is no longer shared with the clinic.)
CREATE OR REPLACE FUNCTION public.keep_whose_login() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' AND (
        TG_OP = 'INSERT' AND NEW.user_id IS NOT NULL
        OR TG_OP = 'UPDATE' AND (NEW.user_id, NEW.made_by_id) IS DISTINCT FROM (OLD.user_id, OLD.made_by_id)
    ) THEN
        RAISE EXCEPTION 'a login is linked by the worker' USING ERRCODE = 'check_violation', CONSTRAINT = 'login_is_linked';
    END IF;
    RETURN NEW;
END $$;
