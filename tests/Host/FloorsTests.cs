using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Kaki.Host;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.AspNetCore.Razor.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host;

/// <summary>The line of the house. What one floor may know of another the compiler says; that the line is the one we mean is said here.</summary>
public class FloorsTests
{
    private static readonly Assembly[] Ours = [.. Directory.GetFiles(AppContext.BaseDirectory, "*aki*.dll").Select(Path.GetFileNameWithoutExtension)
        .Where(n => n == "kaki" || n!.StartsWith("Kaki.", StringComparison.Ordinal) && !n.Contains("Tests")).Select(n => Assembly.Load(n!))];

    private static readonly Dictionary<Assembly, IModule> Floors = House.Floors.ToDictionary(f => f.GetType().Assembly);

    private static IEnumerable<Assembly> UsedBy(Assembly assembly) => Ours.Where(o => o != assembly && assembly.GetReferencedAssemblies().Any(r => r.Name == o.GetName().Name));

    [Fact]
    public void The_host_lists_every_floor_there_is_from_the_ground_up()
    {
        var built = Ours.SelectMany(a => a.GetTypes()).Where(t => t.IsAssignableTo(typeof(IModule)) && !t.IsInterface);
        House.Floors.Select(f => f.GetType()).ShouldBe(built, ignoreOrder: true);
        House.Floors.Select(f => f.Floor).ShouldBeInOrder();
        House.Floors.Select(f => f.Floor).ShouldBeUnique();
        Ours.Length.ShouldBe(House.Floors.Count + 2, "the floors, the algorithms and the host");
    }

    [Fact]
    public void A_floor_uses_those_below_it_and_the_algorithms()
    {
        foreach (var (floor, module) in Floors)
            UsedBy(floor).Where(u => Floors.ContainsKey(u)).ShouldAllBe(u => Floors[u].Floor < module.Floor);
        var learning = Ours.Single(a => a.GetName().Name == "Kaki.Learning");
        UsedBy(learning).ShouldBeEmpty();
        UsedBy(typeof(KernelModule).Assembly).ShouldBeEmpty();
        foreach (var floor in Floors.Keys) UsedBy(floor).ShouldNotContain(typeof(House).Assembly);
    }

    [Fact]
    public async Task A_table_is_called_after_its_floor()
    {
        await using var scope = TestSite.On(Provider.Sqlite).Scope();
        var tables = scope.ServiceProvider.GetRequiredService<AppDb>().Model.GetEntityTypes().Select(e => (Name: e.GetTableName()!, Floor: Floors[e.ClrType.Assembly].Name)).ToList();
        tables.Count.ShouldBeGreaterThan(60);
        tables.ShouldAllBe(t => t.Name.StartsWith(t.Floor + "_"));
    }

    [Fact]
    public void No_page_of_one_floor_hides_that_of_another() =>
        Ours.SelectMany(a => a.GetCustomAttributes<RazorCompiledItemAttribute>()).Select(v => v.Identifier.ToUpperInvariant()).Where(v => !v.Contains("/_VIEW")).ShouldBeUnique();

    /// <summary>Everything else is internal: what is public for nobody is an invitation. Events are told whether anybody listens or not.</summary>
    [Fact]
    public void What_a_floor_shows_somebody_else_uses()
    {
        var shown = Floors.Keys.SelectMany(a => a.GetExportedTypes()).ToHashSet();
        var used = new HashSet<Type>();
        var next = new Queue<Type>(Ours.SelectMany(ReferredTo).Concat(Floors.Values.Select(m => m.GetType())).Where(shown.Contains));
        while (next.TryDequeue(out var type))
            if (used.Add(type))
                foreach (var other in Mentioned(type).SelectMany(Parts).Where(shown.Contains)) next.Enqueue(other);
        shown.Except(used).Where(t => !t.IsAssignableTo(typeof(IEvent))).Select(t => t.FullName).Order().ShouldBeEmpty();
    }

    /// <summary>The types of others that its code names.</summary>
    private static List<Type> ReferredTo(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var meta = file.GetMetadataReader();
        return [.. meta.TypeReferences.Select(r => NameOf(meta, r)).Select(n => Ours.Where(o => o != assembly).Select(o => o.GetType(n)).FirstOrDefault(t => t is not null)).OfType<Type>()];
    }

    private static string NameOf(MetadataReader meta, TypeReferenceHandle handle)
    {
        var type = meta.GetTypeReference(handle);
        var name = meta.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference ? $"{NameOf(meta, (TypeReferenceHandle)type.ResolutionScope)}+{name}" : $"{meta.GetString(type.Namespace)}.{name}";
    }

    /// <summary>What stands in what it shows.</summary>
    private static IEnumerable<Type> Mentioned(Type type)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = type.GetMethods(all).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType))
            .Concat(type.GetConstructors(all).SelectMany(c => c.GetParameters()).Select(p => p.ParameterType)).Concat(type.GetFields(all).Select(f => f.FieldType))
            .Concat(type.GetCustomAttributesData().Select(a => a.AttributeType)).Concat(type.GetInterfaces());
        return type.DeclaringType is { } outer ? members.Append(outer) : members.Concat(type.BaseType is { } ancestor ? [ancestor] : []);
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
}
