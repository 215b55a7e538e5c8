using System.Text;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>A tsvector with every term in its place; pinyin without places, behind a sign no query term begins with.</summary>
internal static class FullTextPostgres
{
    public static readonly string[] RawSql =
    [
        "create table place_search(id bigint primary key, t tsvector not null)",
        "create index place_search_t on place_search using gin(t)",
    ];

    public static async Task Put(AppDb db, long id, IndexTerms terms)
    {
        var vector = Vector(terms);
        await db.Database.ExecuteSqlAsync($"insert into place_search(id, t) values ({id}, {vector}::tsvector) on conflict (id) do update set t = excluded.t");
    }

    public static Task Remove(AppDb db, IReadOnlyCollection<long> ids)
    {
        var gone = ids.ToArray();
        return db.Database.ExecuteSqlAsync($"delete from place_search where id = any({gone})");
    }

    public static IQueryable<SearchDoc> Matching(AppDb db, string expression) => db.Set<SearchDoc>().FromSql(
        $"select d.* from place_search_docs d join place_search s on s.id = d.id where s.t @@ {expression}::tsquery");

    public static string Say(Query query) =>
        string.Join(" & ", query.Must.Select(Say).Concat(query.MustNot.Select(c => "!" + Say(c))));

    public static string SayPinyin(string pinyin) => $"'_{IndexTerms.Encode(pinyin)}'";

    private static string Say(Clause clause)
    {
        if (clause.IsPhrase) return $"({string.Join(" <-> ", clause.Units.Select(Term))})";
        var ways = clause.AnyOf.Select(all => "(" + string.Join(" & ", all.Select(Term)) + ")").ToList();
        if (clause.Prefix is { } prefix) ways.Add(Term(prefix) + ":*");
        return "(" + string.Join(" | ", ways) + ")";
    }

    private static string Term(string term) => $"'{IndexTerms.Encode(term)}'";

    private static string Vector(IndexTerms terms)
    {
        var text = new StringBuilder();
        foreach (var place in terms.Units.Concat(terms.Others).GroupBy(t => t.Term, t => t.Position))
            text.Append('\'').Append(place.Key).Append("':").AppendJoin(',', place.Distinct().Order().Take(250).Select(IndexTerms.Number)).Append(' ');
        foreach (var sound in terms.Pinyin) text.Append("'_").Append(IndexTerms.Encode(sound)).Append("' ");
        return text.ToString();
    }
}
