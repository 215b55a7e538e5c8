namespace Kaki.Learning.Text;

/// <summary>
/// A light English stem: plural, -ed, -ing and -ly, nothing deeper, so that unlike words stay apart.
/// </summary>
/// <remarks>
/// Plurals after D. Harman, "How effective is suffixing?" (JASIS 42, 1991); the rest is the first step of
/// M. Porter, "An algorithm for suffix stripping" (Program 14, 1980). Words under four letters, or with a letter
/// outside a–z, stay as they are.
/// </remarks>
public static class EnglishStem
{
    public static string Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length < 4 || word.AsSpan().ContainsAnyExceptInRange('a', 'z')) return word;
        return Tense(Singular(word));
    }

    static string Singular(string w)
    {
        if (w.EndsWith("ies", StringComparison.Ordinal) && w.Length > 4) return w[..^3] + "y";
        if (w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("shes", StringComparison.Ordinal)
            || w.EndsWith("ches", StringComparison.Ordinal) || w.EndsWith("xes", StringComparison.Ordinal)) return w[..^2];
        if (w[^1] != 's' || w[^2] is 's' or 'u' or 'i') return w;
        return w[..^1];
    }

    static string Tense(string w)
    {
        if (w.EndsWith("ing", StringComparison.Ordinal) && HasVowel(w.AsSpan(0, w.Length - 3))) return Repair(w[..^3]);
        if (w.EndsWith("ed", StringComparison.Ordinal) && !w.EndsWith("eed", StringComparison.Ordinal)
            && HasVowel(w.AsSpan(0, w.Length - 2))) return Repair(w[..^2]);
        if (w.EndsWith("ly", StringComparison.Ordinal) && w.Length > 5) return w[..^2];
        return w;
    }

    // running → runn → run; making → mak → make
    static string Repair(string stem)
    {
        if (stem.Length < 3) return stem + "e";
        if (stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z')) return stem[..^1];
        var shortWord = stem.Length == 3 && !IsVowel(stem[0]) && IsVowel(stem[1]) && !IsVowel(stem[2]) && stem[2] is not ('w' or 'x' or 'y');
        return shortWord || stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal)
            || stem.EndsWith("bl", StringComparison.Ordinal) || stem[^1] is 'v' or 'c' or 'g' && !stem.EndsWith("ng", StringComparison.Ordinal)
            ? stem + "e" : stem;
    }

    static bool HasVowel(ReadOnlySpan<char> w) => w.IndexOfAny("aeiouy") >= 0;

    static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
