-- Searching for people by what somebody remembers of them: letters without accents, in any case, near enough.
-- Both extensions come with PostgreSQL and are trusted: the database's owner may make them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Words to compare: plain small letters, with a space before each. unaccent() is only "stable" because its dictionary
-- could be changed; ours is the one that comes with it.
CREATE FUNCTION public.searchable(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN pg_catalog.translate(' ' OPERATOR(pg_catalog.||)
        pg_catalog.lower(public.unaccent('public.unaccent'::pg_catalog.regdictionary, said)), '-.,_/''', '      ');
END $$;

CREATE INDEX person_by_words ON public.patients_patientperson
    USING gin (public.searchable(name || ' ' || phone) public.gin_trgm_ops);
CREATE INDEX login_by_words ON public.identity_user
    USING gin (public.searchable(split_part(email, '@', 1)) public.gin_trgm_ops);
