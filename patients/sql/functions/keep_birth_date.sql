-- When somebody was born decides until when others act for them: whoever acts for them does not change it.
CREATE OR REPLACE FUNCTION public.keep_birth_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_owner' OR NEW.user_id = public.current_user_id() THEN RETURN NEW; END IF;
    IF EXISTS (SELECT public.current_member_organisation_ids()) THEN RETURN NEW; END IF;
    IF current_user = 'restartix_app' THEN
        RAISE EXCEPTION 'not a guardian''s to change' USING ERRCODE = 'check_violation', CONSTRAINT = 'birth_date_is_kept';
    END IF;
    NEW.birth_date := OLD.birth_date;
    RETURN NEW;
END $$;
