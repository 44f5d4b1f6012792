import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../../words/words.ts';
import { Icon } from '../icon.tsx';
import { useLatest } from '../latest.ts';

const LONGEST_SECONDS = 60;
/** What phones of every make play; where a browser records none such, what it does record. */
const TYPES = ['audio/mp4', 'audio/webm'];

interface VoiceButtonProps {
  readonly disabled: boolean;
  /** Is told while something is being recorded. */
  readonly hold: (held: 'recording' | undefined) => void;
  readonly record: (blob: Blob, name: string) => void;
}

/** Records what somebody says, a minute at most. Not there where the browser cannot. */
export function VoiceButton({ disabled, hold, record }: VoiceButtonProps) {
  const { words } = useWords();
  const recorder = useRef<MediaRecorder | undefined>(undefined);
  const [seconds, setSeconds] = useState<number>();
  const [isRefused, setIsRefused] = useState(false);
  const latest = useLatest(record);
  const isRecording = seconds !== undefined;

  const stop = () => recorder.current?.state === 'recording' && recorder.current.stop();
  useEffect(
    () => () => {
      const left = recorder.current;
      if (left?.state !== 'recording') return;
      // Whoever has left the form wants no more of it.
      left.onstop = null;
      left.stop();
      for (const track of left.stream.getTracks()) track.stop();
      hold(undefined);
    },
    [],
  );
  useEffect(() => {
    if (!isRecording) return;
    const timer = setInterval(() => setSeconds((passed = 0) => passed + 1), 1_000);
    return () => clearInterval(timer);
  }, [isRecording]);
  useEffect(() => {
    if (seconds !== undefined && seconds >= LONGEST_SECONDS) stop();
  }, [seconds]);

  const type = TYPES.find((each) => globalThis.MediaRecorder?.isTypeSupported(each));
  if (type === undefined || navigator.mediaDevices === undefined) return null;

  const start = async () => {
    setIsRefused(false);
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined);
    if (stream === undefined) return setIsRefused(true);
    const parts: Blob[] = [];
    const made = new MediaRecorder(stream, { mimeType: type });
    made.ondataavailable = ({ data }) => parts.push(data);
    made.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      setSeconds(undefined);
      latest.current(
        new Blob(parts, { type }),
        `${words.files.voice}.${type === 'audio/mp4' ? 'm4a' : 'webm'}`,
      );
    };
    recorder.current = made;
    made.start();
    setSeconds(0);
    hold('recording');
  };

  return (
    <>
      <button
        type="button"
        disabled={disabled}
        aria-pressed={isRecording}
        onClick={() => (isRecording ? stop() : start())}
      >
        <Icon name="voice" />
        {isRecording ? words.files.stop(seconds, LONGEST_SECONDS) : words.files.record}
      </button>
      {isRefused && (
        <span class="wrong" role="alert">
          {words.files.microphone}
        </span>
      )}
    </>
  );
}
