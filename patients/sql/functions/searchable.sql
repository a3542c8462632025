-- Words to compare: plain small letters, with a space before each. unaccent() is only "stable" because its dictionary
-- could be changed; ours is the one that comes with it.
CREATE OR REPLACE FUNCTION public.searchable(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN pg_catalog.translate(' ' OPERATOR(pg_catalog.||)
        pg_catalog.lower(public.unaccent('public.unaccent'::pg_catalog.regdictionary, said)), '-.,_/''', '      ');
END $$;
