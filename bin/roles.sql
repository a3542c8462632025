-- The roles of RestartiX. A database administrator runs this once, connected to the database that RestartiX will use,
-- on PostgreSQL 15 to 18; running it again changes nothing. It holds no passwords: set them afterwards, in psql:
--     \password restartix_owner
--     \password restartix_app
--     \password restartix_worker
--
-- restartix_owner    owns the database and its tables: migrations and loading only, never a serving process.
-- restartix_app      the web. Owns nothing, is bound by row-level security, can become nobody else.
-- restartix_worker   the queue's worker. The same, with policies of its own.
-- restartix_lookup   nobody signs in as it: it owns the functions that say which rows a person may see.
-- restartix_backup   nobody signs in as it until you allow it: reads everything, for pg_dump, which row-level security
--                    would stop or silently shorten. ALTER ROLE restartix_backup LOGIN; \password restartix_backup

DO $$
DECLARE
    wanted record;
    me_super boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            ('restartix_owner', true), ('restartix_app', true), ('restartix_worker', true), ('restartix_lookup', false)
        ) AS role (name, signs_in)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION', wanted.name);
        END IF;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name AND (rolsuper OR rolbypassrls OR rolreplication)) THEN
            EXECUTE format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOREPLICATION', wanted.name);
        END IF;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name AND (rolcreaterole OR rolcreatedb)) THEN
            EXECUTE format('ALTER ROLE %I NOCREATEROLE NOCREATEDB', wanted.name);
        END IF;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name AND rolcanlogin <> wanted.signs_in) THEN
            EXECUTE format('ALTER ROLE %I %s', wanted.name, CASE WHEN wanted.signs_in THEN 'LOGIN' ELSE 'NOLOGIN' END);
        END IF;
    END LOOP;

    -- The owner hands functions to the look-up role, yet must not see through its eyes: membership without inheriting.
    IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE 'GRANT restartix_lookup TO restartix_owner WITH INHERIT FALSE, SET TRUE';
    ELSE
        IF (SELECT rolinherit FROM pg_roles WHERE rolname = 'restartix_owner') THEN
            ALTER ROLE restartix_owner NOINHERIT;
        END IF;
        GRANT restartix_lookup TO restartix_owner;
    END IF;

    -- An administrator who is no superuser (a hosted database) may only give things to a role that it can become. From
    -- version 16 on, having made a role is a membership too, but one that can't become it.
    IF NOT me_super AND current_setting('server_version_num')::int >= 160000 THEN
        IF NOT pg_has_role(current_user, 'restartix_owner', 'SET')
                OR NOT pg_has_role(current_user, 'restartix_owner', 'USAGE') THEN
            EXECUTE 'GRANT restartix_owner TO CURRENT_USER WITH INHERIT TRUE, SET TRUE';
        END IF;
    ELSIF NOT me_super AND NOT pg_has_role(current_user, 'restartix_owner', 'MEMBER') THEN
        EXECUTE 'GRANT restartix_owner TO CURRENT_USER';
    END IF;
    -- The schema first: it belongs to whoever owns the database, and the owner to be doesn't pass its rights on.
    EXECUTE 'ALTER SCHEMA public OWNER TO restartix_owner';
    EXECUTE format('ALTER DATABASE %I OWNER TO restartix_owner', current_database());

    -- What hangs is ended by the server: a request by gunicorn's limit of 30 s at the latest, its statements before that.
    ALTER ROLE restartix_app SET statement_timeout = '20s';
    ALTER ROLE restartix_app SET lock_timeout = '10s';
    ALTER ROLE restartix_app SET idle_in_transaction_session_timeout = '60s';
    ALTER ROLE restartix_worker SET statement_timeout = '60s';
    ALTER ROLE restartix_worker SET lock_timeout = '10s';
    ALTER ROLE restartix_worker SET idle_in_transaction_session_timeout = '120s';

    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO restartix_app, restartix_worker', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO restartix_app, restartix_worker, restartix_lookup;
END
$$;

-- Hosted databases may forbid making a role that passes by row-level security; use their own backups then.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'restartix_backup') THEN
        CREATE ROLE restartix_backup NOLOGIN NOSUPERUSER BYPASSRLS NOCREATEROLE NOCREATEDB;
        GRANT pg_read_all_data TO restartix_backup;
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO restartix_backup', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'restartix_backup was not made: this administrator may not';
END
$$;
