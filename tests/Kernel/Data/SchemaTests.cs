using Kaki.Host;
using Kaki.Host.Commands;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Tests.Kernel.Data;

public class SchemaTests
{
    [Theory, BothDatabases]
    public async Task The_migration_files_and_the_model_give_the_same_schema(Provider provider)
    {
        var migrated = await Catalogue(provider, database => new Migrator(database.Settings, Migration.In(typeof(House).Assembly, provider), TimeProvider.System).Apply());
        var created = await Catalogue(provider, async database =>
        {
            var db = database.Db;
            await db.Database.EnsureCreatedAsync();
            foreach (var sql in House.Floors.SelectMany(f => f.RawSql(provider))) await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{").Replace("}", "}}"));
        });
        migrated.ShouldNotBeEmpty();
        migrated.ShouldBe(created);
    }

    [Theory, BothDatabases]
    public async Task Starting_again_applies_nothing(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        var files = Migration.In(typeof(House).Assembly, provider);
        (await new Migrator(database.Settings, files, TimeProvider.System).Apply()).Count.ShouldBe(files.Count);
        (await new Migrator(database.Settings, files, TimeProvider.System).Apply()).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_file_that_fails_half_way_leaves_nothing_of_itself(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        Migration good = new(1, "good", "create table kernel_a(id bigint primary key);"), bad = new(2, "bad", "create table kernel_b(id bigint primary key); insert into nowhere values (1);");
        await Should.ThrowAsync<System.Data.Common.DbException>(() => new Migrator(database.Settings, [good, bad], TimeProvider.System).Apply());
        (await new Migrator(database.Settings, [good, bad with { Sql = "create table kernel_b(id bigint primary key);" }], TimeProvider.System).Apply()).ShouldBe([2]);
    }

    [Theory, BothDatabases]
    public async Task An_edited_old_file_and_an_older_program_are_refused(Provider provider)
    {
        await using var database = new OwnDatabase(provider);
        Migration file = new(1, "one", "create table kernel_a(id bigint primary key);");
        await new Migrator(database.Settings, [file], TimeProvider.System).Apply();
        await Should.ThrowAsync<MigrationRefused>(() => new Migrator(database.Settings, [file with { Sql = "-- other" }], TimeProvider.System).Apply());
        await Should.ThrowAsync<MigrationRefused>(() => new Migrator(database.Settings, [], TimeProvider.System).Apply());
    }

    private static async Task<List<string>> Catalogue(Provider provider, Func<OwnDatabase, Task> make)
    {
        await using var database = new OwnDatabase(provider);
        await make(database);
        var lines = provider == Provider.Sqlite ? await SqliteCatalogue(database.Db) : await database.Db.Database.SqlQueryRaw<string>(PostgresCatalogue).ToListAsync();
        return [.. lines.Where(l => !l.Contains("kernel_migrations")).Select(Squeeze).Order(StringComparer.Ordinal)];
    }

    private static string Squeeze(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // Table by table, by statements that are easy to read.
    private static async Task<List<string>> SqliteCatalogue(AppDb db)
    {
        var lines = await db.Database.SqlQueryRaw<string>("""
            select 'where ' || name || substr(sql, instr(sql, ' WHERE ')) as "Value" from sqlite_master where type = 'index' and instr(sql, ' WHERE ') > 0
            union all select 'check ' || name || ' ' || substr(sql, instr(sql, ' CHECK ')) from sqlite_master where type = 'table' and instr(sql, ' CHECK ') > 0
            union all select type || ' ' || name || ' ' || sql from sqlite_master where type in ('trigger', 'view') or sql like 'create virtual%'
            """).ToListAsync();
        foreach (var table in await db.Database.SqlQueryRaw<string>("select name as \"Value\" from sqlite_master where type = 'table'").ToListAsync())
        {
            lines.AddRange(await db.Database.SqlQuery<string>($"""select 'column ' || {table} || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '-') || ' ' || c.pk || ' ' || c.hidden as "Value" from pragma_table_xinfo({table}) c""").ToListAsync());
            lines.AddRange(await db.Database.SqlQuery<string>($"""select 'key ' || {table} || ' ' || f."from" || ' ' || f."table" || '.' || coalesce(f."to", '-') || ' ' || f.on_delete as "Value" from pragma_foreign_key_list({table}) f""").ToListAsync());
            foreach (var index in await db.Database.SqlQuery<string>($"""select name as "Value" from pragma_index_list({table})""").ToListAsync())
            {
                var columns = await db.Database.SqlQuery<string>($"""select coalesce(name, '-') || ' ' || "desc" || ' ' || coll as "Value" from pragma_index_xinfo({index}) where key = 1""").ToListAsync();
                lines.AddRange(await db.Database.SqlQuery<string>($"""select 'index ' || {table} || ' ' || {index} || ' ' || "unique" || ' ' || partial || ' ' || {string.Join(',', columns)} as "Value" from pragma_index_list({table}) where name = {index}""").ToListAsync());
            }
        }
        return lines;
    }

    private const string PostgresCatalogue = """
        select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '-') || ' ' || a.attidentity::text as "Value"
          from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
        union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
        union all select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
        union all select 'view ' || viewname || ' ' || definition from pg_views where schemaname = 'public'
        """;
}
