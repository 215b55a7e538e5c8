using System.Xml.Linq;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kaki.People.Keys;

/// <summary>A data-protection key, kept where every node finds it.</summary>
internal sealed class StoredKey
{
    public long Id { get; init; }
    public required string Xml { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<StoredKey>(e => e.ToTable("people_keys"));
}

/// <summary>The framework asks for its keys without waiting, so these few reads do not either.</summary>
internal sealed class DatabaseKeys(DatabaseSettings database, IServiceScopeFactory scopes) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Read().GetAwaiter().GetResult().Select(x => XElement.Parse(x))];

    private async Task<List<string>> Read()
    {
        await using var db = await database.Open();
        return await db.Column<string>("select xml from people_keys order by id limit 1000", []);
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(new StoredKey { Id = db.NextId(), Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}
