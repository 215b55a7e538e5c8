using Kaki.Learning.Search;
using Kaki.Learning.Text;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class Search
{
    public static void Show(IReadOnlyList<(long Id, string Title, string Body)> notes, string title)
    {
        var index = new SearchIndex();                          // fields: a title that counts thrice, and a body
        index.AddAll(notes.Select(n => new SearchDocument(n.Id, n.Title, n.Body)));
        index.Add(new(42, "第 213 杯", "拉花不再像愤怒的鸭子"));    // one more, or in the place of the older 42
        index.Remove(41);

        var answer = index.Search("\"手冲咖啡\" 杯子 -速溶", take: 20);
        foreach (var (id, score) in answer.Hits) Console.WriteLine($"{id} {score:0.00}"); // answer.Total in all; answer.Instead: near spellings used
        var lit = Highlight.Ranges(title, answer.Query);        // where the words stand, in UTF-16 units

        index.Save("notes.index");                              // kind, version of the analyser, checksum
        var again = SearchIndex.Load("notes.index");
    }
}
