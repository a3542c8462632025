-- What a transaction says about itself (see current_user_id).
CREATE OR REPLACE FUNCTION public.current_client_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(pg_catalog.current_setting('app.client_id', true), '')::uuid $$;
