CREATE OR REPLACE FUNCTION public.judge_guardianship() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    had text[] := CASE WHEN TG_OP = 'INSERT' OR OLD.person_id <> NEW.person_id OR OLD.user_id <> NEW.user_id
                       THEN ARRAY['book'] ELSE OLD.rights::text[] END;
    is_widened boolean := NOT NEW.rights::text[] <@ had
        OR TG_OP = 'UPDATE' AND OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL;
BEGIN
    IF current_user = 'restartix_app' THEN
        IF NEW.organisation_id IN (SELECT public.current_admin_organisation_ids()) THEN
            IF NOT is_widened OR btrim(NEW.identity_check) <> '' THEN RETURN NEW; END IF;
        ELSIF TG_OP = 'UPDATE' AND public.is_own_login_of(OLD.person_id) AND to_jsonb(NEW) - ARRAY['rights', 'revoked_at']
            = to_jsonb(OLD) - ARRAY['rights', 'revoked_at'] AND (OLD.revoked_at IS NULL OR NEW.revoked_at IS NOT NULL) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'more than booking is granted with a stated check'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_are_stated';
    ELSIF current_user = 'restartix_worker' THEN
        IF NOT is_widened OR public.made_with_contact(NEW.organisation_id, NEW.person_id, NEW.user_id) OR EXISTS (
            SELECT 1 FROM public.patients_logininvitation i
            WHERE i.id = NEW.id AND i.person_id = NEW.person_id AND NEW.rights <@ i.rights AND btrim(i.identity_check) <> '') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'more than booking is granted with a stated check'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_are_stated';
    END IF;
    RETURN NEW;
END $$;
