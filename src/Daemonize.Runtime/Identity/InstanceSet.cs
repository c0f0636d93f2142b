using Daemonize.CompilerServices;
using Daemonize.Platform;

namespace Daemonize.Identity;

/// <summary>
/// The instances of one definition that a verb acts on. With a count of 1 there is one plain daemon without a number; with more, each
/// instance is a separate daemon. The count comes from the user, otherwise from the file of <see cref="InstanceCount"/> if instances exist,
/// otherwise from the attribute.
/// </summary>
internal sealed class InstanceSet
{
    /// <summary>The number that stands for the plain daemon.</summary>
    private const int Plain = 0;

    private readonly DaemonDefinition _definition;
    private readonly DaemonProgram _program;
    private readonly SuppliedOptions _given;
    private readonly List<int>? _numbers;
    private readonly DaemonInstance _plain;
    private readonly int? _recorded;
    private readonly int? _current;
    private readonly int? _demanded;

    /// <summary>Determines the number of instances and selects them.</summary>
    /// <param name="definition">The definition of the daemon.</param>
    /// <param name="program">The program that defines the daemon.</param>
    /// <param name="given">The options from the command line and the environment. Each instance gets a copy.</param>
    /// <param name="numbers">The numbers that the command line names; null for all instances.</param>
    /// <param name="mayChange">Whether the verb starts instances. If so, a number that is set takes precedence over the existing
    /// one.</param>
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
        Chosen = numbers is null ? CreateAll(Numbers, Create) : CreateAll(numbers, Choose);
    }

    /// <summary>Gets the number of instances that should run.</summary>
    public int Count { get; }

    /// <summary>Gets the named instances, or all that should run.</summary>
    public List<DaemonInstance> Chosen { get; }

    /// <summary>Whether the verb acts on all instances.</summary>
    public bool IsWhole => _numbers is null;

    /// <summary>Whether the verb acts on all instances and their number is set: instances beyond it must end.</summary>
    public bool IsScaled => IsWhole && _demanded is not null;

    /// <summary>
    /// Whether a command that changes something must hold the <see cref="Operations.ScalingLock"/>, because more than one plain daemon is
    /// concerned. A plain daemon that never had instances does not need it: its own lock is enough.
    /// </summary>
    public bool NeedsScalingLock =>
        Count > 1 || IsScaled || !IsWhole || _recorded is not null || _definition.Get(Setting.Instances) != 1
            || FileStat.TryReadLink(ScalingLockFile, out _, out _);

    /// <summary>Gets the path of the scaling lock; see <see cref="DaemonInstance.ScalingLockFile"/>.</summary>
    public string ScalingLockFile => _plain.ScalingLockFile;

    /// <summary>Creates the directory of the instances' files if it is the program's default one.</summary>
    public void CreateRuntimeDirectory() => _plain.CreateRuntimeDirectory();

    /// <summary>Gets the name of the daemon, without a number.</summary>
    public string Name => _definition.Name;

    /// <summary>Gets how long a command that starts or stops the instances may take.</summary>
    public TimeSpan Patience => _plain.Settings.StartTimeout + _plain.Settings.StopTimeout;

    /// <summary>Gets the named instances, or all that should run together with those that run but should not.</summary>
    public List<DaemonInstance> Found => IsWhole ? [.. Chosen, .. FindExtras()] : Chosen;

    /// <summary>Gets the names of the instances for messages.</summary>
    public string Names => $"{_definition.Name}:1 to {_definition.Name}:{Count}";

    /// <summary>
    /// Finds running instances that should not run: those beyond the count, and a plain daemon if the others have numbers.
    /// </summary>
    public List<DaemonInstance> FindExtras()
    {
        List<DaemonInstance> extras = [];
        if (Count > 1 && IsHeld(_plain))
        {
            extras.Add(_plain);
        }

        // Lock files are never removed, so only those that are held count.
        var beyond = CreateAll(_plain.FindNumbers().FindAll(number => Count == 1 || number > Count), Create);
        extras.AddRange(beyond.FindAll(IsHeld));
        return extras;
    }

    /// <summary>
    /// Records the number of instances for all of them. A plain daemon needs no file, unless its attribute has another number.
    /// </summary>
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

    /// <summary>Records the number for a start. Starting some of the instances must not change the number that the others read.</summary>
    public void RecordChosen()
    {
        if (_current is null || IsScaled || (IsWhole && Count > 1))
        {
            Record();
        }
    }

    /// <summary>Removes the file when all instances have stopped.</summary>
    public void Forget()
    {
        if (_recorded is not null)
        {
            InstanceCount.Remove(_plain.CountFile);
        }
    }

    private List<int> Numbers => NumbersOf(Count);

    private static List<int> NumbersOf(int count)
    {
        List<int> numbers = [];
        var (first, last) = count == 1 ? (Plain, Plain) : (1, count);
        for (var number = first; number <= last; number++)
        {
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Not by <c>ConvertAll</c>, which the JIT compiles for numbers.</summary>
    private static List<DaemonInstance> CreateAll(List<int> numbers, Func<int, DaemonInstance> create)
    {
        List<DaemonInstance> instances = [];
        numbers.ForEach(number => instances.Add(create(number)));
        return instances;
    }

    private static bool IsHeld(DaemonInstance instance) =>
        LockProbe.Of(instance.LockFile).State is not (LockState.Free or LockState.Unknown);

    /// <summary>
    /// Gets the current number of instances, running or killed; null if there are none. The file does not count once all instances have
    /// ended by themselves. A plain daemon may have been started before the attribute had a number. If the file was removed, the running
    /// instances count until they have recreated it.
    /// </summary>
    private int? FindCurrent() =>
        _recorded is { } count && NumbersOf(count).Exists(number => IsThere(Create(number, count))) ? count
        : IsHeld(_plain) ? 1
        : _recorded is null && _plain.FindNumbers().FindLast(number => number > 1 && IsHeld(Create(number, number))) is > 1 and var last
            ? last
        : null;

    /// <summary>
    /// Rejects another number for some of the instances than the rest has. A number from a variable may be a default, and the rest takes
    /// precedence.
    /// </summary>
    private void CheckDemand()
    {
        if (!IsWhole && _demanded is { } demanded && demanded != Count && _given.Argument(Setting.Instances.Name) is not null)
        {
            throw new DaemonException(
                Count == 1
                    ? $"{Name} runs without instances; stop it, or make it several with 'start {Name} --instances {demanded}'"
                    : $"{Name} has {Count} instances; 'start {Name} --instances {demanded}' makes it {(demanded == 1 ? "one" : demanded)}");
        }
    }

    private static bool IsThere(DaemonInstance instance) => FileStat.TryReadLink(instance.PidFile, out _, out _) || IsHeld(instance);

    /// <summary>Gets the number that is set; null if it is invalid: an invalid variable must not prevent a stop.</summary>
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

        // On the command line, so ps(1) shows the number of instances.
        var given = _given.Copy();
        given.RemoveArguments(Setting.Instances.Name);
        given.AddArgument(Setting.Instances.Name, $"{count}");
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
