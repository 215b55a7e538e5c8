using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Saving;

/// <summary>"Put into…": the collections a saved note can go to, a form for a new one, and the way out of the one it is in.</summary>
internal sealed class CollectPageModel(ReadNote read, KeepCollection keep, SaveNote save) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true, Name = "return")] public string? Return { get; set; }

    /// <summary>The name of a new collection.</summary>
    [BindProperty] public string? Name { get; set; }
    public NoteView Note { get; private set; } = null!;
    public IReadOnlyList<KeepCollection.Row> Collections { get; private set; } = [];

    /// <summary>What was refused and belongs to no field.</summary>
    public string? Refused => ModelState.Where(f => !f.Key.Equals("name", StringComparison.OrdinalIgnoreCase)).SelectMany(f => f.Value!.Errors).FirstOrDefault()?.ErrorMessage;
    public string Back => LocalPath.Of(Return, $"/notes/{Note.Id}");

    public Task OnGet(Id id) => Find(id);

    /// <param name="collection">Where it goes; sent empty for out of the one it is in, not sent at all for a new one.</param>
    public async Task<IActionResult> OnPost(Id id, string? collection)
    {
        var caller = HttpContext.Caller();
        await Find(id);
        await save.Put(caller, id, await Wanted(caller, collection));
        return this.SeeOther(Back);
    }

    public Task Fill(Caller caller) => Task.CompletedTask;

    private async Task Find(Id id)
    {
        Collections = await keep.Of(HttpContext.Caller(), HttpContext.Caller().Member);
        Note = await read.Run(HttpContext.Caller(), id);
    }

    private async Task<Id?> Wanted(Caller caller, string? collection) =>
        !Request.HasFormContentType || !Request.Form.ContainsKey("collection") ? (await keep.Make(caller, new(Name ?? "", null, null))).Id
        : collection is null ? null
        : Id.TryParse(collection, out var id) ? id : throw Refusal.Missing();
}
