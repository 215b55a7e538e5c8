using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Addresses;

internal sealed class AddressesPageModel(KeepAddress keep) : PageModel, IShowAgain
{
    public IReadOnlyList<KeepAddress.View> Book { get; private set; } = [];
    public KeepAddress.Input Form { get; private set; } = new("", "", "CN-SH", "");

    /// <summary>The address being changed; null: a new one.</summary>
    [BindProperty(SupportsGet = true)] public Id? Edit { get; set; }

    /// <summary>Where to go with the address chosen: the checkout.</summary>
    [BindProperty(SupportsGet = true)] public string? Return { get; set; }

    public bool Choosing => Return is { } back && back.StartsWith("/checkout", StringComparison.Ordinal);

    public string Chosen(Id id) => LocalPath.Of(Return) + (Return!.Contains('?') ? "&" : "?") + "address=" + id;

    public async Task<IActionResult> OnGet()
    {
        var caller = HttpContext.Caller();
        if (!caller.SignedIn) return Redirect("/sign-in?return=%2Faddresses");
        if (!Choosing) Return = null;
        await Fill(caller);
        if (Edit is { } id && Book.FirstOrDefault(a => a.Id == id) is { } a) Form = new(a.Name, a.Phone, a.Region, a.Street, a.Label, a.Default);
        else if (Edit is not null) throw Refusal.Missing();
        return Page();
    }

    public async Task<IActionResult> OnPost(string? name, string? phone, string? region, string? street, string? label, bool usual)
    {
        Form = new(name, phone, region, street, label, usual);
        var caller = HttpContext.Caller();
        var saved = Edit is { } id ? await keep.Change(caller, id, Form) : await keep.Add(caller, Form);
        return Redirect(Choosing ? Chosen(saved.Id) : "/addresses");
    }

    public async Task<IActionResult> OnPostRemove(Id id)
    {
        await keep.Remove(HttpContext.Caller(), id);
        return Redirect("/addresses");
    }

    public async Task Fill(Caller caller) => Book = await keep.List(caller);
}
