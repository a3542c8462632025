-- What a transaction says about itself. Empty means unsaid; nonsense raises, which is as closed as it gets.
CREATE FUNCTION public.current_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(pg_catalog.current_setting('app.user_id', true), '')::uuid $$;

CREATE FUNCTION public.current_organisation_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(pg_catalog.current_setting('app.organisation_id', true), '')::bigint $$;

CREATE FUNCTION public.current_link_hash() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(pg_catalog.current_setting('app.link_hash', true), '') $$;

CREATE FUNCTION public.current_client_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(pg_catalog.current_setting('app.client_id', true), '')::uuid $$;

-- A definer function belongs to the look-up role, which sees what it is shown and can't log in; one role may call it.
CREATE PROCEDURE public.belongs_to_lookup(signature regprocedure, caller name) LANGUAGE plpgsql AS $$
BEGIN
    GRANT CREATE ON SCHEMA public TO restartix_lookup;
    EXECUTE pg_catalog.format('ALTER FUNCTION %s OWNER TO restartix_lookup', signature);
    REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
    SET LOCAL ROLE restartix_lookup;
    EXECUTE pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', signature);
    EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO %I', signature, caller);
    RESET ROLE;
END $$;

-- Row-level security on, for the owner too; the owner's own way in is a setting that helps nobody else.
CREATE PROCEDURE public.guard(target regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', target);
    EXECUTE pg_catalog.format(
        $policy$CREATE POLICY owner_maintains ON %s TO restartix_owner
        USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
        WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')$policy$, target);
END $$;

CREATE PROCEDURE public.show_to_lookup(target regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE pg_catalog.format('GRANT SELECT ON %s TO restartix_lookup', target);
    EXECUTE pg_catalog.format('CREATE POLICY lookup_reads ON %s FOR SELECT TO restartix_lookup USING (true)', target);
END $$;

-- The worker: its own role, one clinic at a time.
CREATE PROCEDURE public.show_to_worker(target regclass, commands text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE pg_catalog.format('GRANT %s ON %s TO restartix_worker', commands, target);
    EXECUTE pg_catalog.format(
        $policy$CREATE POLICY worker_of_the_clinic ON %s TO restartix_worker
        USING (organisation_id = (SELECT public.current_organisation_id()))
        WITH CHECK (organisation_id = (SELECT public.current_organisation_id()))$policy$, target);
END $$;

CREATE PROCEDURE public.audit(target regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'CREATE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON %s
         FOR EACH ROW EXECUTE FUNCTION public.write_audit()', target);
END $$;

-- Whatever changes a clinical row, by whichever road, is written down; values are not, only which columns.
CREATE FUNCTION public.write_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    now_is jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    either jsonb := was || now_is;
    changed jsonb := '[]';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(jsonb_agg(key ORDER BY key), '[]') INTO changed
        FROM jsonb_each(now_is) WHERE was -> key IS DISTINCT FROM value;
        IF changed = '[]' THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO public.organisations_audit
        (at, organisation_id, actor_user_id, by_link, database_role, table_name, row_id, person_id, appointment_id,
         action, columns)
    VALUES (
        clock_timestamp(),
        coalesce((either ->> 'organisation_id')::bigint, (either ->> 'made_by_id')::bigint,
                 CASE WHEN TG_TABLE_NAME = 'organisations_organisation' THEN (either ->> 'id')::bigint END,
                 public.current_organisation_id()),
        public.current_user_id(), public.current_link_hash() IS NOT NULL, session_user,
        TG_TABLE_NAME, coalesce(either ->> 'id', either ->> 'form_id', either ->> 'person_id'),
        coalesce((either ->> 'patient_person_id')::uuid, (either ->> 'person_id')::uuid,
                 CASE WHEN TG_TABLE_NAME = 'patients_patientperson' THEN (either ->> 'id')::uuid END),
        CASE WHEN TG_TABLE_NAME = 'appointments_appointment' THEN (either ->> 'id')::bigint
             ELSE (either ->> 'appointment_id')::bigint END,
        lower(TG_OP), changed);
    RETURN NULL;
END $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history is permanent' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'history_is_permanent';
END $$;

GRANT INSERT ON public.organisations_audit TO restartix_lookup;
GRANT USAGE ON SEQUENCE public.organisations_audit_id_seq TO restartix_lookup;
CALL public.belongs_to_lookup('public.write_audit()', 'restartix_owner');

-- Clinics and their members.
CALL public.guard('public.organisations_organisation');
CALL public.show_to_lookup('public.organisations_organisation');
CALL public.audit('public.organisations_organisation');
CALL public.guard('public.organisations_member');
CALL public.show_to_lookup('public.organisations_member');
CALL public.audit('public.organisations_member');

CREATE FUNCTION public.current_admin_organisation_ids() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.organisation_id FROM public.organisations_member m
    WHERE m.user_id = public.current_user_id() AND m.organisation_id = public.current_organisation_id()
      AND m.role = 'admin'
$$;
CALL public.belongs_to_lookup('public.current_admin_organisation_ids()', 'restartix_app');

-- Staff of either role, at the clinic in scope.
CREATE FUNCTION public.current_member_organisation_ids() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT m.organisation_id FROM public.organisations_member m
    WHERE m.user_id = public.current_user_id() AND m.organisation_id = public.current_organisation_id()
$$;
CALL public.belongs_to_lookup('public.current_member_organisation_ids()', 'restartix_app');

GRANT SELECT, UPDATE ON public.organisations_organisation TO restartix_app;
GRANT SELECT ON public.organisations_organisation TO restartix_worker;
CREATE POLICY everyone_at_the_clinic_reads ON public.organisations_organisation FOR SELECT
    TO restartix_app, restartix_worker USING (id = (SELECT public.current_organisation_id()));
CREATE POLICY admin_changes ON public.organisations_organisation FOR UPDATE TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

GRANT SELECT, INSERT, UPDATE ON public.organisations_member TO restartix_app;
CALL public.show_to_worker('public.organisations_member', 'SELECT');
CREATE POLICY self_reads ON public.organisations_member FOR SELECT TO restartix_app
    USING (user_id = (SELECT public.current_user_id()) AND organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY admin_keeps ON public.organisations_member TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

-- The log: written by the trigger alone, read by admins, changed by nobody.
ALTER TABLE public.organisations_audit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_reads ON public.organisations_audit FOR SELECT TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');
CREATE POLICY trigger_writes ON public.organisations_audit FOR INSERT TO restartix_lookup WITH CHECK (true);
GRANT SELECT ON public.organisations_audit TO restartix_app;
CREATE POLICY admin_reads ON public.organisations_audit FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.organisations_audit
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.organisations_audit
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
