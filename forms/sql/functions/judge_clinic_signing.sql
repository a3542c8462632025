-- Opened by the login in scope, from now on, for half an hour elsewhere; and once ended, over.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.judge_clinic_signing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF session_user <> 'restartix_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
            RAISE EXCEPTION 'it is over' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ended_is_over';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.opened_by_id IS DISTINCT FROM public.current_user_id() OR NEW.ended_at IS NOT NULL OR NEW.used_at IS NOT NULL THEN
        RAISE EXCEPTION 'opened by who asks' USING ERRCODE = 'check_violation', CONSTRAINT = 'opened_by_who_asks';
    END IF;
    NEW.opener_name := (SELECT coalesce(nullif(u.name, ''), u.email) FROM public.identity_user u WHERE u.id = NEW.opened_by_id);
    NEW.opened_at := now();
    NEW.expires_at := now() + CASE WHEN NEW.is_elsewhere THEN interval '30 minutes' ELSE interval '12 hours' END;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.judge_clinic_signing FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.judge_clinic_signing TO restartix_owner;
