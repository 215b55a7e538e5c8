using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Profiles;

[TakesPictures]
internal sealed class EditProfilePageModel(EditProfile edit, AddPicture pictures) : PageModel, IShowAgain
{
    private EditProfile.Input? written;
    public EditProfile.Input Form { get; private set; } = new();
    public string AvatarUrl { get; private set; } = "";
    public string? CoverUrl { get; private set; }

    /// <summary>New ones that arrived with words that were refused: the form keeps them.</summary>
    public Id? NewAvatar { get; private set; }
    public Id? NewCover { get; private set; }

    public Task OnGet() => Fill(HttpContext.Caller());

    /// <summary>Pictures come as ids from the script's upload, or as files of the plain form.</summary>
    public async Task<IActionResult> OnPost([FromForm] EditProfile.Input form, [FromForm(Name = "avatar.id")] string? avatarId, [FromForm(Name = "cover.id")] string? coverId, IFormFile? avatarFile, IFormFile? coverFile, [FromForm] bool noAvatar, [FromForm] bool noCover)
    {
        ModelState.Clear();
        var caller = HttpContext.Caller();
        var now = await edit.Read(caller);
        written = form with
        {
            Avatar = noAvatar ? null : await Brought(caller, avatarFile) ?? avatarId ?? now.Avatar?.ToString(),
            Cover = noCover ? null : await Brought(caller, coverFile) ?? coverId ?? now.Cover?.ToString(),
        };
        await edit.Run(caller, written);
        return Redirect("/settings/profile?saved=1");
    }

    public async Task Fill(Caller caller)
    {
        var now = await edit.Read(caller);
        Form = written ?? new()
        {
            Name = now.Name, Bio = now.Bio, Region = now.Region, City = now.City, Avatar = now.Avatar?.ToString(), Cover = now.Cover?.ToString(),
            Discoverable = now.Discoverable, Indexable = now.Indexable, ApproveFollowers = now.ApproveFollowers, Version = now.Version,
        };
        (NewAvatar, NewCover) = (Fresh(written?.Avatar, now.Avatar), Fresh(written?.Cover, now.Cover));
        AvatarUrl = Faces.UrlOf(caller.Member, now.Avatar?.Value);
        CoverUrl = now.Cover is { } cover ? Picture.UrlOf(cover, 640) : null;
    }

    private static Id? Fresh(string? sent, Id? now) => Id.TryParse(sent, out var id) && id != now ? id : null;

    private async Task<string?> Brought(Caller caller, IFormFile? file)
    {
        if (file is null or { Length: 0 }) return null;
        await using var content = file.OpenReadStream();
        return new Id((await pictures.Run(caller, content, PicturePurpose.Face, file.Length)).Id).ToString();
    }
}
