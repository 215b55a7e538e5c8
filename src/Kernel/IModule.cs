using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Kernel;

/// <summary>One floor of the house: its tables, its services, its routes. The host holds the list.</summary>
public interface IModule
{
    /// <summary>The floor's name in lower case; its tables start with it and an underscore.</summary>
    string Name { get; }

    /// <summary>Its place from the ground up: a module may use those with a smaller number only. Also the number of its first migration.</summary>
    int Floor { get; }

    void Services(IServiceCollection services, IConfiguration configuration) { }

    void Model(ModelBuilder model);

    void Routes(IEndpointRouteBuilder routes) { }

    /// <summary>What the first request would wait for, begun beside the rest of the start, once the database is migrated. Nothing depends on it.</summary>
    Task Warm(IServiceProvider services) => Task.CompletedTask;

    /// <summary>What EF's model cannot say (full text, triggers), in this provider's SQL, statement by statement.</summary>
    IEnumerable<string> RawSql(Provider provider) => [];
}
