using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Saving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Profile;

/// <summary>All collections of a person; on one's own a form makes a new one.</summary>
internal sealed class FoldersPageModel(ReadProfile read, ListFolders folders, KeepCollection keep) : PageModel, IShowAgain
{
    public PersonView Person { get; private set; } = null!;
    public IReadOnlyList<Folder> Folders { get; private set; } = [];
    public bool Own => Person.Bond == Bond.Self;

    /// <summary>What stands in the form for a new one: nothing, or what was refused.</summary>
    public (string Name, string About, CollectionVisibility Visibility) Written { get; private set; } = ("", "", CollectionVisibility.Private);

    public async Task OnGet(string handle)
    {
        Person = await read.Person(HttpContext.Caller(), handle);
        if (ReadProfile.Shut(Person)) throw Refusal.Missing();
        await Fill(HttpContext.Caller());
    }

    public async Task<IActionResult> OnPost(string handle, string? name, string? about, CollectionVisibility visibility)
    {
        Person = await read.Person(HttpContext.Caller(), handle);
        if (!Own) throw Refusal.Forbidden();
        Written = (name ?? "", about ?? "", visibility);
        var made = await keep.Make(HttpContext.Caller(), new(name ?? "", about, visibility));
        return this.SeeOther($"/collections/{made.Id}");
    }

    public async Task Fill(Caller caller) => Folders = await folders.Run(caller, Person.Person.Id, Collection.Most);
}
