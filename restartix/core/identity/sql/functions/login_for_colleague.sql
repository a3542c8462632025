-- The login of a colleague to be: the one the address has, or a new one (keep_login() knows all that one needs). Only an
-- admin gets an answer, and never learns which it was; somebody who has a login elsewhere keeps their name.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.login_for_colleague(says_email text, says_name text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known uuid;
BEGIN
    IF NOT EXISTS (SELECT public.current_admin_organisation_ids()) THEN RETURN NULL; END IF;
    known := public.keep_login(says_email, '');
    UPDATE public.identity_user u SET name = says_name WHERE u.id = known AND u.name = '';
    RETURN known;
END $$;
REVOKE ALL ON FUNCTION public.login_for_colleague FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.login_for_colleague TO restartix_app;
