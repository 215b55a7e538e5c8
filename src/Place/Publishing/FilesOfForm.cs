using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Http;

namespace Kaki.Place.Publishing;

/// <summary>The pictures a form brings as files, where no script has sent them before it.</summary>
internal sealed class FilesOfForm(AddPicture add)
{
    /// <summary>Puts them behind the pictures the note has; one too many is for <see cref="CheckNote"/> to refuse.</summary>
    public async Task AddTo(NoteInput note, Caller caller, HttpRequest request)
    {
        foreach (var file in request.Form.Files.Where(f => f.Length > 0).Take(Note.MostPictures + 1))
        {
            await using var content = file.OpenReadStream();
            note.Pictures.Add(new() { Id = (await add.Run(caller, content, PicturePurpose.Note, file.Length, request.HttpContext.RequestAborted)).Id });
        }
    }

    /// <summary>Leaves out the pictures ticked in <c>out</c>, and the tags on them.</summary>
    public static NoteInput TakeOut(NoteInput note, HttpRequest request)
    {
        var gone = request.Form["out"].Select(id => Id.TryParse(id, out var picture) ? picture : default).ToHashSet();
        var kept = note.Pictures.Select((p, i) => (Picture: p, Was: i)).Where(p => !gone.Contains(p.Picture.Id)).ToList();
        if (kept.Count == note.Pictures.Count) return note;
        note.Pictures = [.. kept.Select(p => p.Picture)];
        note.Tags = [.. note.Tags.Where(t => kept.Exists(p => p.Was == t.PictureIndex))];
        foreach (var tag in note.Tags) tag.PictureIndex = kept.FindIndex(p => p.Was == tag.PictureIndex);
        return note;
    }

    /// <summary>The one picture of a form that takes one; null where none was chosen.</summary>
    public async Task<Id?> First(Caller caller, HttpRequest request, PicturePurpose purpose)
    {
        _ = caller.Member;
        if (!request.HasFormContentType || request.Form.Files.FirstOrDefault(f => f.Length > 0) is not { } file) return null;
        await using var content = file.OpenReadStream();
        return (await add.Run(caller, content, purpose, file.Length, request.HttpContext.RequestAborted)).Id;
    }
}
