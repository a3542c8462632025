-- What a transaction says about itself (see current_user_id).
CREATE OR REPLACE FUNCTION public.current_organisation_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(pg_catalog.current_setting('app.organisation_id', true), '')::bigint $$;
