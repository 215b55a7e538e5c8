using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Words;

namespace Kaki.Place.Cards;

/// <summary>
/// A card as bytes, cut where it differs from list to list and reader to reader: its place, what lies on the cover, the heart.
/// Written here and not as a view because a page of twenty through the view engine costs many times as much (see docs/front.md for the markup).
/// </summary>
internal sealed class CardHtml
{
    private const string Lazy = "loading=\"lazy\" decoding=\"async\"";
    private readonly byte[] head, cover, body, who, likeOff, likeOn;
    private readonly string coverText;

    private CardHtml(string head, string cover, string body, string who, string likeOff, string likeOn)
    {
        coverText = cover;
        (this.head, this.cover, this.body) = (Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(cover), Encoding.UTF8.GetBytes(body));
        (this.who, this.likeOff, this.likeOn) = (Encoding.UTF8.GetBytes(who), Encoding.UTF8.GetBytes(likeOff), Encoding.UTF8.GetBytes(likeOn));
    }

    /// <param name="onCover">Words for the corner of the cover, already encoded.</param>
    /// <param name="foot">What stands at the foot of this card in this list, as HTML; null for who wrote it.</param>
    /// <param name="eager">Among the first of a page: its cover is loaded at once, the very first one's before all else.</param>
    public void Write(IBufferWriter<byte> page, int position, bool liked, string? onCover = null, string? foot = null, bool eager = false)
    {
        page.Write(head);
        Utf8Formatter.TryFormat(position, page.GetSpan(11), out var digits);
        page.Advance(digits);
        if (eager) Encoding.UTF8.GetBytes(coverText.Replace(Lazy, position == 0 ? "fetchpriority=\"high\"" : "decoding=\"async\"", StringComparison.Ordinal), page);
        else page.Write(cover);
        if (onCover is not null) Encoding.UTF8.GetBytes($"<span class=\"on-pic tl\">{onCover}</span>", page);
        page.Write(body);
        if (foot is null) page.Write(who);
        else Encoding.UTF8.GetBytes(foot, page);
        page.Write(liked ? likeOn : likeOff);
        page.Write("</div></article>\n"u8);
    }

    /// <param name="titleHtml">The title already encoded, where words in it are marked.</param>
    /// <param name="excerptHtml">What the body says about what was looked for, already encoded.</param>
    public static CardHtml Render(NoteCard card, Face face, Words words, HtmlEncoder encoder, string? titleHtml = null, string? excerptHtml = null)
    {
        var id = new Id(card.Id);
        var title = titleHtml ?? encoder.Encode(card.Title);
        var cover = card.Cover is { } c
            ? $"\"><a class=\"card-cover\" href=\"/notes/{id}\" tabindex=\"-1\" aria-hidden=\"true\"><img src=\"{c.Url(640)}\" srcset=\"{c.Url(320)} 320w, {c.Url(640)} 640w\" sizes=\"(min-width:1280px) 20vw, (min-width:960px) 25vw, (min-width:640px) 33vw, 50vw\" width=\"{c.Width}\" height=\"{c.Height}\" alt=\"\" style=\"--c:{c.Colour};--r:{c.Ratio}\" {Lazy}>"
            : $"\"><a class=\"card-cover is-words\" href=\"/notes/{id}\" tabindex=\"-1\" aria-hidden=\"true\"><span>{encoder.Encode(card.Opening)}</span>";
        var marks = (card.Pictures > 1 ? $"<span class=\"on-pic tr num\">1/{card.Pictures}</span>" : "") + (card.AiMade ? $"<span class=\"on-pic bl\">{encoder.Encode(words["note.ai_short"].Value)}</span>" : "");
        var body = marks + $"</a><a class=\"card-body\" href=\"/notes/{id}\"><h2 class=\"card-title clip2\">{title}</h2>{(excerptHtml is null ? "" : $"<p class=\"card-why small muted clip2\">{excerptHtml}</p>")}</a><div class=\"card-foot\">";
        var who = $"<img class=\"ava ava-xs\" src=\"{encoder.Encode(card.AvatarUrl)}\" width=\"40\" height=\"40\" alt=\"\" {Lazy}><a class=\"clip1\" href=\"/@{card.Handle}\">{encoder.Encode(card.Name)}</a>";
        return new CardHtml($"<article class=\"card\" data-id=\"note:{id}\" data-pos=\"", cover, body, who, Like(card, id, false, face, words, encoder), Like(card, id, true, face, words, encoder));
    }

    private static string Like(NoteCard card, Id id, bool on, Face face, Words words, HtmlEncoder encoder)
    {
        var label = encoder.Encode(words["note.like"].Value);
        var count = Face.Count(card.Likes);
        return $"<k-act kind=\"like\" api=\"/api/v1/notes/{id}/like\"><button class=\"like\" form=\"act\" formaction=\"/notes/{id}/like\" aria-pressed=\"{(on ? "true" : "false")}\" data-label=\"{label}\" aria-label=\"{label} {count}\">{face.Icon("heart", "ic-s")}<span data-count=\"{card.Likes}\">{count}</span></button></k-act>";
    }
}
