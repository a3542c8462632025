-- A form is on paper or waived only beside its paper or waiver; then it rests, until they are taken back.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.judge_settled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF session_user <> 'restartix_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND OLD.status IN ('on_paper', 'waived') THEN
        IF to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status' OR (NEW.status <> OLD.status AND
            (NEW.status <> 'in_progress' OR public.is_settled_by(NEW.id, OLD.status))) THEN
            RAISE EXCEPTION 'a settled form does not change' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'settled_rests';
        END IF;
    ELSIF NEW.status IN ('on_paper', 'waived') AND NOT public.is_settled_by(NEW.id, NEW.status) THEN
        RAISE EXCEPTION 'nothing settles this form' USING ERRCODE = 'check_violation', CONSTRAINT = 'settled_is_whole';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION public.judge_settled FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.judge_settled TO restartix_owner;
