using System.Text;

namespace Kaki.Learning.Text;

/// <summary>
/// Turns a text into the tokens of an index, and a query into the same tokens: one analyser for both, with a version
/// to keep beside the index. Chinese runs give dictionary words, coarse and fine, and overlapping bigrams; Latin words
/// give their pieces, their joined form and a light English stem; every token knows its place in the original.
/// </summary>
/// <remarks>
/// Immutable and safe to share between threads. Any string is accepted; time is linear in its length.
/// Recall does not hang on the dictionary: whatever words a run is cut into, its bigrams and characters are indexed.
/// </remarks>
public sealed class Analyser(Lexicon lexicon)
{
    const string Rules = "1";

    /// <summary>The analyser over the house's own word list.</summary>
    public static Analyser Default { get; } = new(Lexicon.Default);

    /// <summary>Rules and word list: an index made under another version has to be made anew.</summary>
    public string Version { get; } = $"{Rules}-{lexicon.Version}";

    public Lexicon Lexicon { get; } = lexicon;

    /// <summary>The same rules with names of the caller's own added to the word list.</summary>
    public Analyser With(IEnumerable<string> names) => new(Lexicon.With(names));

    /// <summary>Cuts a text; tokens come in the order of their runs.</summary>
    public IReadOnlyList<Token> Cut(string text, CutMode mode)
    {
        var folded = Folding.Fold(text);
        var list = new TokenList(folded, mode);
        CutInto(folded.Text, mode, list);
        return list.Tokens;
    }

    /// <summary>Cuts a folded text into a sink, for those who keep no tokens; returns the position after the last.</summary>
    internal int CutInto(string folded, CutMode mode, ITokenSink into)
    {
        var cut = new Cutting(folded, Lexicon, mode, into);
        cut.Run();
        return cut.Position;
    }

    sealed class TokenList(Folded folded, CutMode mode) : ITokenSink
    {
        public List<Token> Tokens { get; } = new(folded.Text.Length * (mode == CutMode.Index ? 3 : 2));

        public void Add(ReadOnlySpan<char> form, TokenKind kind, int start, int end, int position)
        {
            var original = folded.Original(start, end - start);
            Tokens.Add(new(form.ToString(), kind, original.Start, original.Length, position));
        }
    }

    sealed class Cutting(string text, Lexicon lexicon, CutMode mode, ITokenSink into)
    {
        readonly List<int> ends = [];
        int position;

        public int Position => position;

        public void Run()
        {
            for (var i = 0; i < text.Length;)
            {
                if (lexicon.HasMixed) AddMixed(i);
                var rune = Runes.At(text, i);
                var end = i + rune.Utf16SequenceLength;
                switch (Runes.Kind(rune))
                {
                    case RuneKind.Han:
                        end = EndOf(RuneKind.Han, end);
                        AddHan(i, end);
                        break;
                    case RuneKind.Syllable:
                        end = EndOf(RuneKind.Syllable, end);
                        AddCharacters(i, end);
                        break;
                    case RuneKind.Letter or RuneKind.Digit:
                        end = EndOfLatin(end);
                        AddLatin(i, end);
                        break;
                    case RuneKind.Picture:
                        Add(TokenKind.Picture, i, end, position++);
                        break;
                    case RuneKind.Gap:
                        if (!Rune.IsWhiteSpace(rune)) position++;
                        break;
                }
                i = end;
            }
        }

        int EndOf(RuneKind kind, int end)
        {
            while (end < text.Length && Runes.At(text, end) is var rune && Runes.Kind(rune) == kind) end += rune.Utf16SequenceLength;
            return end;
        }

        // letters and digits, single joiners between them, and the tail of c++ and c#
        int EndOfLatin(int end)
        {
            while (end < text.Length)
            {
                var rune = Runes.At(text, end);
                if (IsLatin(rune)) end += rune.Utf16SequenceLength;
                else if (IsJoiner(text[end]) && end + 1 < text.Length && IsLatin(Runes.At(text, end + 1))) end++;
                else break;
            }
            var tail = end;
            while (tail < text.Length && tail < end + 2 && text[tail] is '+' or '#') tail++;
            return tail > end && Runes.Kind(text[end - 1]) == RuneKind.Letter
                && (tail == text.Length || !IsLatin(Runes.At(text, tail))) ? tail : end;
        }

        void AddHan(int start, int end)
        {
            var first = position;
            AddCharacters(start, end);
            if (end - start < 2) return;
            lexicon.Cut(text.AsSpan(start, end - start), ends);
            var from = start;
            foreach (var to in ends)
            {
                AddWord(from, start + to, first + Count(start, from));
                from = start + to;
            }
        }

        void AddWord(int from, int to, int at)
        {
            if (Count(from, to) < 2) return;
            Add(TokenKind.Word, from, to, at);
            if (to - from < 3) return;
            for (var i = from; i < to - 1; i++)
                for (var j = i + 2; j <= to; j++)
                    if (j - i < to - from && lexicon.IsWord(text.AsSpan(i, j - i)))
                        Add(TokenKind.Part, i, j, at + Count(from, i));
        }

        void AddCharacters(int start, int end)
        {
            var alone = mode == CutMode.Index || Runes.At(text, start).Utf16SequenceLength == end - start;
            for (var i = start; i < end; position++)
            {
                var next = i + Runes.At(text, i).Utf16SequenceLength;
                if (alone) Add(TokenKind.Character, i, next, position);
                if (next < end) Add(TokenKind.Bigram, i, next + Runes.At(text, next).Utf16SequenceLength, position);
                i = next;
            }
        }

        void AddLatin(int start, int end)
        {
            var first = position;
            for (var i = start; i < end;)
            {
                if (!IsLatin(Runes.At(text, i)))
                {
                    i++;
                    continue;
                }
                var to = EndOfPiece(i, end);
                AddPiece(i, to);
                i = to;
            }
            var pieces = position - first;
            if (pieces == 1 && text[end - 1] is not ('+' or '#')) return;
            Add(TokenKind.Joined, start, end, first);
            if (Compact(text[start..end]) is var compact && compact.Length < end - start) into.Add(compact, TokenKind.Joined, start, end, first);
        }

        int EndOfPiece(int start, int end)
        {
            var kind = Runes.Kind(Runes.At(text, start));
            var i = EndOfKind(kind, start, end);
            // 3.5 and 1,299 are one number
            while (kind == RuneKind.Digit && i + 1 < end && text[i] is '.' or ',' && Runes.Kind(text[i + 1]) == RuneKind.Digit)
                i = EndOfKind(kind, i + 1, end);
            return i;
        }

        int EndOfKind(RuneKind kind, int start, int end)
        {
            var i = start;
            while (i < end && Runes.At(text, i) is var rune && Runes.Kind(rune) == kind) i += rune.Utf16SequenceLength;
            return i;
        }

        void AddPiece(int start, int end)
        {
            var digits = Runes.Kind(Runes.At(text, start)) == RuneKind.Digit;
            Add(digits ? TokenKind.Number : TokenKind.Latin, start, end, position);
            if (!digits && text[start..end] is var piece && EnglishStem.Of(piece) is var stem && stem != piece)
                into.Add(stem, TokenKind.Stem, start, end, position);
            position++;
        }

        void AddMixed(int start)
        {
            var length = lexicon.MixedAt(text, start);
            if (length > 0) Add(TokenKind.Word, start, start + length, position);
        }

        void Add(TokenKind kind, int start, int end, int at) => into.Add(text.AsSpan(start, end - start), kind, start, end, at);

        int Count(int from, int to)
        {
            var count = 0;
            for (var i = from; i < to; i++)
                if (!char.IsLowSurrogate(text[i])) count++;
            return count;
        }

        static string Compact(string whole) =>
            string.Concat(whole.Where(c => Runes.Kind(c) is not RuneKind.Gap || c is '+' or '#'));

        static bool IsLatin(Rune rune) => Runes.Kind(rune) is RuneKind.Letter or RuneKind.Digit;

        static bool IsJoiner(char c) => c is '-' or '_' or '.' or '\'' or '’' or '&' or '·' or '+' or '@';
    }
}
