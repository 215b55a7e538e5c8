using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;

namespace Kaki.Kernel.Pictures;

/// <summary>The server's end of one picture worker: its process and the two pipes.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64"];
    private readonly Process process;
    private readonly PictureSettings settings;

    private WorkerProcess(Process process, PictureSettings settings)
    {
        this.process = process;
        this.settings = settings;
        process.ErrorDataReceived += (_, _) => { }; // decoders write thousands of lines about broken files; nobody may read them into a log
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;
    public long LastUsed { get; set; }

    public static WorkerProcess Start(PictureSettings settings) => new(Process.Start(Command(settings))!, settings);

    /// <summary>Hands one picture over. An <see cref="IOException"/> means that the worker died before it looked at the picture.</summary>
    public async Task Send(ReadOnlyMemory<byte> source, CancellationToken cancel)
    {
        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, source.Length);
        var input = process.StandardInput.BaseStream;
        await input.WriteAsync(head, cancel);
        await input.WriteAsync(source, cancel);
        await input.FlushAsync(cancel);
        await process.StandardOutput.BaseStream.ReadExactlyAsync(head.AsMemory(0, 1), cancel);
        if (head[0] != PictureWorker.Received) throw new InvalidDataException("The picture worker does not answer as agreed.");
    }

    /// <summary>Waits for the answer. After any exception the worker is of no use any more.</summary>
    public async Task<byte[]> Receive(CancellationToken cancel)
    {
        var head = new byte[4];
        var output = process.StandardOutput.BaseStream;
        await output.ReadExactlyAsync(head, cancel);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 1 or > LargestAnswer) throw new InvalidDataException("The picture worker does not answer as agreed.");
        var answer = GC.AllocateUninitializedArray<byte>(length);
        await output.ReadExactlyAsync(answer, cancel);
        return answer;
    }

    /// <summary>Whether it may take one more picture: alive, and with half of its CPU time left.</summary>
    public bool IsFit()
    {
        try
        {
            return !process.HasExited && process.TotalProcessorTime.TotalSeconds < settings.CpuSeconds / 2.0;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return false; // it exited between the two questions
        }
    }

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has exited, or a process of its tree has while the tree was walked.
        }
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static ProcessStartInfo Command(PictureSettings settings)
    {
        List<string> words = settings.Program.EndsWith(".dll", StringComparison.Ordinal) ? [DotNet(), "exec", settings.Program, "pictures"] : [settings.Program, "pictures"];
        if (InPath("prlimit") is { } prlimit)
            words.InsertRange(0, [prlimit, $"--as={settings.AddressSpace * 1024L * 1024}", $"--cpu={settings.CpuSeconds}", "--core=0", "--fsize=1048576"]);
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        Surround(start.Environment);
        return start;
    }

    /// <summary>Of the server's environment only what a program needs to start: connection strings and keys stay here.</summary>
    private static void Surround(IDictionary<string, string?> environment)
    {
        var kept = Inherited.Where(environment.ContainsKey).ToDictionary(name => name, name => environment[name]);
        environment.Clear();
        foreach (var (name, value) in kept) environment[name] = value;
        environment["VIPS_WARNING"] = "1";
        // Without these .NET reserves more address space than the limit allows and maps files larger than it may write.
        environment["DOTNET_GCHeapHardLimit"] = "0x8000000";
        environment["DOTNET_GCRegionRange"] = "0x10000000";
        environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["MALLOC_ARENA_MAX"] = "2";
    }

    private static string DotNet() =>
        Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : InPath("dotnet") ?? "dotnet";

    private static string? InPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
