-- Whom an admin names for more than booking, or as the person themself, they have checked.
CREATE OR REPLACE FUNCTION public.judge_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' AND btrim(NEW.identity_check) = ''
        AND (NEW.rights = '{}' OR NOT NEW.rights::text[] <@ ARRAY['book']) THEN
        RAISE EXCEPTION 'more than booking is granted with a stated check'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_are_stated';
    END IF;
    RETURN NEW;
END $$;
