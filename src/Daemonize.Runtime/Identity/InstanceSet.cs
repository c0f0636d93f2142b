using Daemonize.Generated;
using Daemonize.Options;
using Daemonize.Platform.Linux;

namespace Daemonize.Identity;

/// <summary>
/// The instances of one definition that a verb is about. With a count of 1 there is one, plain and without a number; with more, each is a separate daemon.
/// How many there are to be is what the user says, else what the file of <see cref="InstanceCount"/> says of those that are there, else what the attribute says.
/// </summary>
internal sealed class InstanceSet
{
    /// <summary>The number of the one that has none.</summary>
    private const int Plain = 0;

    private readonly DaemonDefinition _definition;
    private readonly DaemonProgram _program;
    private readonly SuppliedOptions _given;
    private readonly List<int>? _numbers;
    private readonly DaemonInstance _plain;
    private readonly int? _recorded;
    private readonly int? _current;
    private readonly int? _demanded;

    /// <summary>Finds out how many there are to be.</summary>
    /// <param name="definition">Whose they are.</param>
    /// <param name="program">The program.</param>
    /// <param name="given">What was said, of which each gets a copy.</param>
    /// <param name="numbers">The numbers that were named; null for all.</param>
    /// <param name="mayChange">Whether the verb starts some, so that what was said counts more than what is there.</param>
    public InstanceSet(DaemonDefinition definition, DaemonProgram program, SuppliedOptions given, List<int>? numbers, bool mayChange)
    {
        _definition = definition;
        _program = program;
        _given = given;
        _numbers = numbers;
        _plain = new DaemonInstance(definition, program, given);
        _recorded = InstanceCount.TryRead(_plain.CountFile);
        _current = FindCurrent();
        _demanded = mayChange ? _plain.Settings.GivenInstances : null;
        Count = (IsWhole ? _demanded : null) ?? _current ?? (mayChange ? _demanded : TryReadGiven()) ?? _plain.Settings.DefinedInstances;
        CheckDemand();
        Chosen = numbers is null ? Numbers.ConvertAll(Create) : numbers.ConvertAll(Choose);
    }

    /// <summary>How many there are to be.</summary>
    public int Count { get; }

    /// <summary>Those that were named, or all that there are to be.</summary>
    public List<DaemonInstance> Chosen { get; }

    /// <summary>Whether all are meant.</summary>
    public bool IsWhole => _numbers is null;

    /// <summary>Whether all are meant and their number was said, so that what is beyond it has to end.</summary>
    public bool IsScaled => IsWhole && _demanded is not null;

    /// <summary>
    /// Whether more than one plain daemon is concerned, so that a command that changes something must do so in its <see cref="Commands.ScalingLock"/>. A plain daemon
    /// that was never anything else does without: its own lock is enough.
    /// </summary>
    public bool NeedsTurn =>
        Count > 1 || IsScaled || !IsWhole || _recorded is not null || _definition.Instances != 1 || FileStat.TryReadLink(TurnFile, out _, out _);

    /// <summary>See <see cref="DaemonInstance.TurnFile"/>.</summary>
    public string TurnFile => _plain.TurnFile;

    /// <summary>Creates the directory of their files where it is the program's default one.</summary>
    public void CreateRuntimeDirectory() => _plain.CreateRuntimeDirectory();

    /// <summary>What they are instances of.</summary>
    public string Name => _definition.Name;

    /// <summary>How long a command may take that starts or stops them.</summary>
    public TimeSpan Patience => _plain.Settings.StartTimeout + _plain.Settings.StopTimeout;

    /// <summary>Those that were named, or all, with those that should not be there but are.</summary>
    public List<DaemonInstance> Found => IsWhole ? [.. Chosen, .. FindExtras()] : Chosen;

    /// <summary>What they are called, for messages.</summary>
    public string Names => $"{_definition.Name}:1 to {_definition.Name}:{Count}";

    /// <summary>Those that run although there are to be fewer, or although they have no number and the others do.</summary>
    public List<DaemonInstance> FindExtras()
    {
        List<DaemonInstance> extras = [];
        if (Count > 1 && IsHeld(_plain))
        {
            extras.Add(_plain);
        }

        // Lock files are never removed; those of others than the running tell nothing.
        var beyond = _plain.FindNumbers().FindAll(number => Count == 1 || number > Count).ConvertAll(Create);
        extras.AddRange(beyond.FindAll(IsHeld));
        return extras;
    }

    /// <summary>Says to all how many there are to be. A plain daemon needs no file to say so, unless its attribute says otherwise.</summary>
    public void Record()
    {
        var isPlain = Count == 1 && _plain.Settings.DefinedInstances == 1;
        if (isPlain && _recorded is not null)
        {
            InstanceCount.Remove(_plain.CountFile);
        }
        else if (!isPlain && _recorded != Count)
        {
            InstanceCount.Write(_plain.CountFile, Count);
        }
    }

    /// <summary>The same for those that are started: starting some of them must not change the number that the others read.</summary>
    public void RecordChosen()
    {
        if (_current is null || IsScaled || (IsWhole && Count > 1))
        {
            Record();
        }
    }

    /// <summary>Takes the file away when all have stopped.</summary>
    public void Forget()
    {
        if (_recorded is not null)
        {
            InstanceCount.Remove(_plain.CountFile);
        }
    }

    private List<int> Numbers => Count == 1 ? [Plain] : NumbersTo(Count);

    private static List<int> NumbersTo(int count)
    {
        List<int> numbers = [];
        for (var number = 1; number <= count; number++)
        {
            numbers.Add(number);
        }

        return numbers;
    }

    private static bool IsHeld(DaemonInstance instance) => LockProbe.Of(instance.LockFile).State is not (LockState.Free or LockState.Unknown);

    /// <summary>
    /// What is there, running or killed. The file of instances that have all ended by themselves tells nothing; and a plain daemon may have been started when
    /// the attribute did not yet say that there are more. Where somebody has removed the file, those that run tell, until they have put it back.
    /// </summary>
    private int? FindCurrent() =>
        _recorded is { } count && (count == 1 ? [Plain] : NumbersTo(count)).Exists(number => IsThere(Create(number, count))) ? count
        : IsHeld(_plain) ? 1
        : _recorded is null && _plain.FindNumbers().FindLast(number => number > 1 && IsHeld(Create(number, number))) is > 1 and var last ? last
        : null;

    /// <summary>One of them cannot be another number of instances than the rest is. A variable may say what is usual; the rest counts more.</summary>
    private void CheckDemand()
    {
        if (!IsWhole && _demanded is { } demanded && demanded != Count && _given.Argument(SettingOption.Instances.Name) is not null)
        {
            throw new DaemonException(
                Count == 1
                    ? $"{Name} runs without instances; stop it, or make it several with 'start {Name} --instances {demanded}'"
                    : $"{Name} has {Count} instances; 'start {Name} --instances {demanded}' makes it {(demanded == 1 ? "one" : demanded)}");
        }
    }

    private static bool IsThere(DaemonInstance instance) => FileStat.TryReadLink(instance.PidFile, out _, out _) || IsHeld(instance);

    /// <summary>A mistaken variable must not prevent a stop.</summary>
    private int? TryReadGiven()
    {
        try
        {
            return _plain.Settings.GivenInstances;
        }
        catch (DaemonException)
        {
            return null;
        }
    }

    private DaemonInstance Create(int number) => Create(number, Count);

    private DaemonInstance Create(int number, int count)
    {
        if (number == Plain)
        {
            return _plain;
        }

        // On its command line, so that ps(1) tells how many it was one of.
        var given = _given.Copy();
        given.RemoveArguments(SettingOption.Instances.Name);
        given.AddArgument(SettingOption.Instances.Name, $"{count}");
        return new DaemonInstance(_definition, _program, given, number);
    }

    private DaemonInstance Choose(int number)
    {
        var instance = Create(number);
        if ((Count > 1 && number <= Count) || IsHeld(instance))
        {
            return instance;
        }

        throw new DaemonException(
            Count == 1
                ? $"there is no {instance.Name}: {_definition.Name} has no instances; 'start {_definition.Name} --instances …' makes some"
                : $"there is no {instance.Name}: {_definition.Name} has {Count} instances, {Names}",
            DaemonExitCode.Usage);
    }
}
