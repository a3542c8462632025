-- What a transaction says about itself (see current_user_id).
CREATE OR REPLACE FUNCTION public.current_link_hash() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(pg_catalog.current_setting('app.link_hash', true), '') $$;
