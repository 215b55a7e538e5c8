using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>The full-text table, one meaning on both databases; what differs lies in a file for each.</summary>
internal static class FullText
{
    public static IEnumerable<string> RawSql(Provider provider) => provider == Provider.Sqlite ? FullTextSqlite.RawSql : FullTextPostgres.RawSql;

    public static Task Put(AppDb db, long id, IndexTerms terms) => db.Provider == Provider.Sqlite ? FullTextSqlite.Put(db, id, terms) : FullTextPostgres.Put(db, id, terms);

    public static Task Remove(AppDb db, IReadOnlyCollection<long> ids) => db.Provider == Provider.Sqlite ? FullTextSqlite.Remove(db, ids) : FullTextPostgres.Remove(db, ids);

    /// <summary>The documents that answer the query.</summary>
    public static IQueryable<SearchDoc> Matching(AppDb db, Query query) =>
        db.Provider == Provider.Sqlite ? FullTextSqlite.Matching(db, FullTextSqlite.Say(query)) : FullTextPostgres.Matching(db, FullTextPostgres.Say(query));

    /// <summary>The documents whose title has this pinyin, whole or by initials.</summary>
    public static IQueryable<SearchDoc> Sounding(AppDb db, string pinyin) =>
        db.Provider == Provider.Sqlite ? FullTextSqlite.Matching(db, FullTextSqlite.SayPinyin(pinyin)) : FullTextPostgres.Matching(db, FullTextPostgres.SayPinyin(pinyin));
}
