using Kaki.Learning.Text;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class Terms
{
    public static void Show(string[] texts, bool[] labels, string text, string note, string suspect)
    {
        var matcher = TermMatcher.Build([new("法轮功") { Pinyin = true, Label = "cult" }, new("viagra")], innocentWords: ["两性交流"]);
        foreach (var hit in matcher.Find("买 ｖ1@gra，练法*轮*功"))           // hit.Start and hit.Length in the original, hit.Disguised
            Console.WriteLine($"{hit.Term.Text} at {hit.Start}");

        var model = TextClassifier.Train(texts, labels);                     // strings, and whether each is of the kind
        var (sure, why) = (model.Probability(text), model.Explain(text));    // why.Characters: place and weight, with why.Bias the log-odds
        model.Save("offensive.model");                                       // kind, version, checksum

        var known = new NearCopies();
        known.Add(1, note);
        foreach (var copy in known.Find(suspect)) Console.WriteLine($"{copy.Id} {copy.Similarity:P0}");
        var shared = SharedPassages.Between(suspect, note);                  // shared.Passages, placed in both
    }
}
